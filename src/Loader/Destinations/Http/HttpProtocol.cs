using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>Requests as the settings describe them, and answers as they say they read.</summary>
internal sealed class HttpProtocol(HttpOptions options, AnswerReader answers) : IProtocol
{
    private const string ContentType = "Content-Type";
    private const int LongestKey = 255;

    /// <summary>Whether bodies leave compressed: until the destination says that it does not read that.</summary>
    private volatile bool compresses = options.Gzip;

    public Uri Endpoint => options.Url.Endpoint;

    public Framing Framing { get; } = options.Framing;

    public Isolation Isolation => options.Isolation;

    public bool IgnoresRepeats => options.IgnoresRepeats is not null;

    public TimeSpan? RepeatWindow => options.IgnoresRepeats is { } window && window < TimeSpan.MaxValue ? window : null;

    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> body)
    {
        if (!compresses) return body;
        var packed = new MemoryStream(body.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body.Span);
        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    public HttpMessageHandler Through(HttpMessageHandler connections)
    {
        var through = options.Auth?.Through(connections, options.Clock) ?? connections;
        return options.Gzip ? new UncompressedHandler(through, () => compresses = false) : through;
    }

    public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        request.Method = options.Method;
        var note = notes.Length > 0 ? notes[0].Span : default;
        if (!options.Url.IsConstant) request.RequestUri = new(HttpNote.TakeText(ref note));
        if (request.Content is { } content)
        {
            content.Headers.TryAddWithoutValidation(ContentType, options.MediaType);
            if (compresses) content.Headers.ContentEncoding.Add("gzip");
        }

        foreach (var header in options.Headers)
        {
            var value = header.Constant ?? HttpNote.TakeText(ref note);
            if (value.Length > 0) Set(request, header.Name, value);
        }

        options.Auth?.Address(request);
        if (options.Idempotency != IdempotencyKey.None && notes.Length > 0) Set(request, "Idempotency-Key", KeyOf(notes));
    }

    public Answer Read(
        int status,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
        ReadOnlySpan<ReadOnlyMemory<byte>> notes) => answers.Read(status, headers, body, bodies.Length);

    /// <summary>Headers of the probe's request: those that are the same for every request.</summary>
    public void AddressProbe(HttpRequestMessage request)
    {
        foreach (var header in options.Headers.Where(header => header.Constant is not null)) Set(request, header.Name, header.Constant!);
        options.Auth?.Address(request);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryAddWithoutValidation(name, value)) return;
        request.Content?.Headers.Remove(name);
        request.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>
    /// One event: its own id. Several, or an id that cannot stand in a header: a UUID from all their ids in order, so that the same events have the same
    /// key and others another.
    /// </summary>
    private string KeyOf(ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        var key = notes.Length == 1 && MayBeKey(IdIn(notes[0].Span)) ? Encoding.UTF8.GetString(IdIn(notes[0].Span)) : KeyOfMany(notes);
        return options.Idempotency == IdempotencyKey.Quoted ? $"\"{key}\"" : key;
    }

    /// <summary>Whether an id is one visible word that needs no escape (RFC 9651, 3.3.3), as long as services take.</summary>
    private static bool MayBeKey(ReadOnlySpan<byte> id) =>
        id.Length <= LongestKey && !id.ContainsAnyExceptInRange((byte)'!', (byte)'~') && id.IndexOfAny((byte)'"', (byte)'\\') < 0;

    private string KeyOfMany(ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        var ids = new ArrayBufferWriter<byte>();
        foreach (var note in notes) HttpNote.Add(IdIn(note.Span), ids);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ids.WrittenSpan, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // RFC 9562, 5.8: a UUID of a form of one's own
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }

    /// <summary>The last text of a note.</summary>
    private ReadOnlySpan<byte> IdIn(ReadOnlySpan<byte> note)
    {
        if (!options.Url.IsConstant) HttpNote.Take(ref note);
        foreach (var header in options.Headers)
        {
            if (header.Value is not null) HttpNote.Take(ref note);
        }

        return HttpNote.Take(ref note);
    }
}

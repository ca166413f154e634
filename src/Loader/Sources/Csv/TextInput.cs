using System.Buffers;

namespace Loader.Sources.Csv;

/// <summary>The text of a file as UTF-8, from its beginning without the byte order mark. One reader at a time.</summary>
internal sealed class TextInput : IDisposable
{
    private const int RawBytes = 64 * 1024;
    private readonly CsvFile file;
    private readonly ITranscoder? transcoder;
    private byte[]? raw;
    private int rawStart;
    private int rawEnd;
    private long position;
    private bool ended;

    /// <param name="markLength">How long the byte order mark is.</param>
    public TextInput(CsvFile file, TextEncoding encoding, int markLength)
    {
        this.file = file;
        position = markLength;
        transcoder = encoding.Transcoder?.Invoke();
        if (transcoder is not null) raw = ArrayPool<byte>.Shared.Rent(RawBytes);
    }

    /// <summary>Whether <see cref="Position"/> counts the same bytes as those that <see cref="Fill"/> gave.</summary>
    public bool IsExact => transcoder is null;

    /// <summary>How many bytes of the file are used up.</summary>
    public long Position => position - (rawEnd - rawStart);

    /// <summary>Whether everything has been given.</summary>
    public bool AtEnd => ended;

    /// <summary>Fills the span as far as the file goes; less than its length only at the end or when no further character fits.</summary>
    public int Fill(Span<byte> destination)
    {
        var filled = 0;
        while (!ended && filled < destination.Length)
        {
            var (more, stuck) = transcoder is null ? (ReadPlain(destination[filled..]), false) : Transcode(destination[filled..]);
            filled += more;
            if (stuck) break;
        }

        return filled;
    }

    /// <summary>Passes over text that has been looked at before. Gives how much of it the reader still has to drop itself.</summary>
    public long Skip(long bytes)
    {
        if (!IsExact) return bytes;
        position += bytes;
        ended = position >= file.Length;
        return 0;
    }

    public void Dispose()
    {
        if (raw is not null) ArrayPool<byte>.Shared.Return(raw);
        raw = null;
    }

    private int ReadPlain(Span<byte> destination)
    {
        var read = file.Read(destination, position);
        position += read;
        ended = read == 0 || position >= file.Length;
        return read;
    }

    private (int Written, bool Stuck) Transcode(Span<byte> destination)
    {
        raw.AsSpan(rawStart, rawEnd - rawStart).CopyTo(raw);
        rawEnd -= rawStart;
        rawStart = 0;
        var read = file.Read(raw.AsSpan(rawEnd), position);
        rawEnd += read;
        position += read;
        var isEnd = position >= file.Length || (read == 0 && rawEnd < raw!.Length);
        transcoder!.Convert(raw.AsSpan(0, rawEnd), destination, isEnd, out var used, out var written);
        rawStart = used;
        ended = isEnd && rawStart == rawEnd;
        return (written, written == 0 && !ended);
    }
}

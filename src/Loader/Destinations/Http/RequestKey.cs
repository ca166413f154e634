using System.Buffers;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>Where an event goes and with whom: its address and headers, its lane, and what must stand once in a request.</summary>
internal sealed class RequestKey(BoundHttp bound, HttpOptions options)
{
    /// <summary>Twice what most servers read of a request's first line (RFC 9112, 3: at least 8,000 octets).</summary>
    private const int LongestAddress = 16_000;

    private readonly ArrayBufferWriter<byte> note = new(256);
    private readonly ArrayBufferWriter<byte> text = new(256);

    private readonly bool isGrouped = options.IsGrouped;

    public ReadOnlySpan<byte> Note => note.WrittenSpan;

    public ulong Lane { get; private set; }

    public ulong Once { get; private set; }

    public Packing.Broken? Read(Frame frame, in Value id)
    {
        note.ResetWrittenCount();
        (Lane, Once) = (0, 0);
        if (ReadUrl(frame) is { } wrong) return wrong;
        foreach (var (name, node) in bound.Headers)
        {
            if (ReadHeader(frame, name, node) is { } unsendable) return unsendable;
        }

        if (ReadGroup(frame) is { } broken) return broken;
        if (options.Idempotency != IdempotencyKey.None) HttpNote.Add(id.Utf8, note);
        return null;
    }

    private Packing.Broken? ReadUrl(Frame frame)
    {
        if (bound.Url is not { } parts) return null;
        text.ResetWrittenCount();
        foreach (var (literal, node) in parts)
        {
            if (node is null)
            {
                text.Write(literal);
                continue;
            }

            var value = node.Evaluate(frame);
            if (value.IsProblem) return HttpPacker.Failed(value, "url");
            if (value.IsNull || value.Utf8.IsEmpty || value.Utf8.SequenceEqual("."u8) || value.Utf8.SequenceEqual(".."u8))
            {
                return NotSendable($"a part of the url is {(value.IsNull || value.Utf8.IsEmpty ? "empty" : $"'{value}'")}", "url", node.Place);
            }

            UrlTemplate.Encode(value.Utf8, text);
        }

        if (text.WrittenCount > LongestAddress)
        {
            var what = FormattableString.Invariant($"the url has {text.WrittenCount} bytes; {LongestAddress} may leave");
            return NotSendable(what, "url", Array.Find(parts, part => part.Value is not null).Value!.Place);
        }

        HttpNote.Add(text.WrittenSpan, note);
        return null;
    }

    private Packing.Broken? ReadHeader(Frame frame, string name, Node node)
    {
        var value = node.Evaluate(frame);
        if (value.IsProblem) return HttpPacker.Failed(value, $"headers.{name}");
        var utf8 = value.IsNull ? default : value.Utf8;
        if (utf8.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return NotSendable($"the header {name} has characters that cannot stand in one", $"headers.{name}", node.Place);
        }

        HttpNote.Add(utf8, note);
        return null;
    }

    /// <summary>Events of one address, one set of headers and one <c>batch.by</c> are one lane. With one event in a request only order asks for one.</summary>
    private Packing.Broken? ReadGroup(Frame frame)
    {
        if ((bound.InOrder ?? bound.BatchBy) is { } node)
        {
            var value = node.Evaluate(frame);
            if (value.IsProblem) return HttpPacker.Failed(value, bound.InOrder is null ? "batch.by" : "in_order");
            text.ResetWrittenCount();
            HttpNote.Add(value.IsNull ? default : value.Utf8, text);
            if (isGrouped) text.Write(note.WrittenSpan);
            Lane = HttpPacker.Hash(text.WrittenSpan);
        }
        else if (isGrouped)
        {
            Lane = HttpPacker.Hash(note.WrittenSpan);
        }

        if (bound.OneOfEach?.Evaluate(frame) is not { } once) return null;
        if (once.IsProblem) return HttpPacker.Failed(once, "one_of_each");
        if (!once.IsNull) Once = HttpPacker.Hash(once.Utf8);
        return null;
    }

    private static Packing.Broken NotSendable(string message, string field, Place place) =>
        new(new(HttpCodes.NotSendable, message, place, "skip or reject such rows"), field);
}

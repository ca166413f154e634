using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>Checks an event, gives it its id, writes its body, and notes where it goes where rows decide that.</summary>
internal sealed class HttpPacker(BoundHttp bound, HttpOptions options) : IPacker
{
    private readonly Value[] slots = new Value[bound.Slots + 1];
    private readonly EventId ids = new(options.Load);
    private readonly EventAge age = new(bound, options);
    private readonly RequestKey requestKey = new(bound, options);
    private readonly ArrayBufferWriter<byte> body = new(1024);
    private readonly int most = Math.Min(
        options.MaxEventBytes ?? int.MaxValue, options.BatchBytes - options.Framing.Before.Length - options.Framing.After.Length);
    private readonly Place place = new(options.Name, 0, 0);

    public Packing Pack(ReadOnlySpan<Value> values, in Value key, ArrayBufferWriter<byte> output, out Packed packed)
    {
        packed = default;
        values[..bound.Slots].CopyTo(slots);
        var frame = bound.Fields.Begin(slots, key);
        if (ReadId(frame, key, out var id) is { } noId) return noId;
        if (Check(frame) is { } broken) return broken;
        if (age.Check(frame) is { } old) return old;
        if (requestKey.Read(frame, id) is { } unsendable) return unsendable;
        if (Write(frame) is { } problem) return problem;
        output.Write(body.WrittenSpan);
        output.Write(requestKey.Note);
        packed = new(requestKey.Lane, body.WrittenCount, requestKey.Note.Length, requestKey.Once);
        return Packing.Ready.Instance;
    }

    /// <summary>The first 8 bytes of a SHA-256; never 0, which means nothing.</summary>
    public static ulong Hash(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    /// <summary>A formula's value that could not be made.</summary>
    public static Packing.Broken Failed(in Value value, string setting) => new(value.Problem, setting);

    private Packing.Broken? ReadId(Frame frame, in Value key, out Value id)
    {
        id = bound.Id?.Evaluate(frame) ?? ids.Of(key.Utf8);
        if (id.IsProblem) return Failed(id, options.IdField ?? "id");
        if (id.Kind != ValueKind.Text || id.Utf8.IsEmpty)
        {
            return new(new(HttpCodes.NoId, "the event's id is empty", bound.Id!.Place, "skip or reject such rows"), options.IdField ?? "id");
        }

        slots[bound.Slots] = id;
        bound.Fields.SetId(id);
        return null;
    }

    private Packing.Broken? Check(Frame frame)
    {
        foreach (var field in bound.Required)
        {
            if (field.IsGiven(slots) || field.Path == options.IdField) continue;
            return new(new(HttpCodes.MissingField, $"{field.Path} is empty", field.Node?.Place, "skip or reject such rows, or give a default"), field.Path);
        }

        foreach (var (holds, check) in bound.Checks)
        {
            var value = holds.Evaluate(frame);
            if (value is { Kind: ValueKind.Boolean, Boolean: true }) continue;
            return value.IsProblem ? Failed(value, check.Field) : new(new(HttpCodes.BadValue, check.Message, place), check.Field);
        }

        return null;
    }

    private Packing.Broken? Write(Frame frame)
    {
        body.ResetWrittenCount();
        if (bound.Form is { } form)
        {
            if (WriteForm(form, frame) is { } problem) return problem;
        }
        else
        {
            bound.Template.Write(slots, body);
        }

        return body.WrittenCount <= most ? null : new(
            new(
                HttpCodes.TooLarge,
                FormattableString.Invariant($"the event has {body.WrittenCount} bytes; {most} may leave"),
                place,
                "leave fields out or shorten them"),
            options.MaxEventBytes is null ? "batch.bytes" : "max_event_bytes");
    }

    private Packing.Broken? WriteForm((byte[] Name, Node Text, string Field)[] form, Frame frame)
    {
        foreach (var (name, node, member) in form)
        {
            var text = node.Evaluate(frame);
            if (text.IsProblem) return Failed(text, member);
            if (!text.IsNull) WritePair(name, text.Utf8);
        }

        if (options.IdField is { } field && bound.Id is null)
        {
            WritePair(System.Text.Encoding.UTF8.GetBytes(Uri.EscapeDataString(field)), slots[bound.Slots].Utf8);
        }

        return null;
    }

    private void WritePair(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (body.WrittenCount > 0) body.Write("&"u8);
        body.Write(name);
        body.Write("="u8);
        UrlTemplate.Encode(text, body);
    }
}

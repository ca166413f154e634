using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using Loader.Destinations.Snowplow.Schemas;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary><c>{"schema":…,"data":…}</c></summary>
/// <param name="Schema">Its address.</param>
/// <param name="Data">What it holds.</param>
/// <param name="Path">Its name for people.</param>
/// <param name="Place">Where the mapping gives it.</param>
/// <param name="Check">Holds the data to its schema; null where nobody does.</param>
internal sealed record SelfDescribing(SchemaSource Schema, DataTemplate Data, string Path, Place Place, SchemaCheck? Check = null)
{
    /// <summary>Whether data without any member may leave.</summary>
    public bool MayBeEmpty { get; init; } = true;

    private string DataPath => Path == SnowplowFields.Data ? Path : Path + ".data";

    public Problem? Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        output.Write("{\"schema\":"u8);
        var uri = output.WrittenCount;
        if (Schema.Write(slots, output) is { } wrong) return wrong;
        var afterUri = output.WrittenCount;
        output.Write(",\"data\":"u8);
        var data = output.WrittenCount;
        if (Data.Write(slots, output) is { } broken) return broken;
        if (!MayBeEmpty && output.WrittenCount - data == "{}"u8.Length)
        {
            return new(
                SnowplowCodes.MissingField, "name and id are empty, and a screen view has one of them", Place, "skip or reject such rows, or give a default");
        }

        if (Check?.Check(output.WrittenSpan[(uri + 1)..(afterUri - 1)], output.WrittenMemory[data..], DataPath, Place) is { } refused) return refused;
        output.Write("}"u8);
        return null;
    }
}

/// <summary>A parameter that holds JSON: as base64 under one name, as text under another.</summary>
internal abstract class JsonPart(string encodedKey, string plainKey, bool base64) : BodyPart
{
    private readonly byte[] opening = Opening(base64 ? encodedKey : plainKey);

    protected ArrayBufferWriter<byte> Text { get; } = new(4096);

    /// <summary>Writes what <see cref="Text"/> holds. URL-safe with padding, as the Python tracker does; the pipeline takes either alphabet.</summary>
    protected void WriteText(ArrayBufferWriter<byte> output)
    {
        output.Write(opening);
        if (!base64)
        {
            Json.Text(Text.WrittenSpan, output);
            return;
        }

        output.Write("\""u8);
        var span = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(Text.WrittenCount));
        var status = Base64.EncodeToUtf8(Text.WrittenSpan, span, out _, out var written);
        Debug.Assert(status == OperationStatus.Done);
        span[..written].Replace((byte)'+', (byte)'-');
        span[..written].Replace((byte)'/', (byte)'_');
        output.Advance(written);
        output.Write("\""u8);
    }
}

/// <summary>The event itself, where it is self-describing.</summary>
internal sealed class SelfDescribingPart(SelfDescribing inner, bool base64, Place place) : JsonPart("ue_px", "ue_pr", base64)
{
    public override Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output)
    {
        if (inner.Data.IsAbsent(slots)) return Missing(inner.Path, place);
        Text.ResetWrittenCount();
        Text.Write("{\"schema\":\"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0\",\"data\":"u8);
        if (inner.Write(slots, Text) is { } wrong) return new(wrong, inner.Path);
        Text.Write("}"u8);
        WriteText(output);
        return null;
    }
}

/// <summary>The entities around the event. One whose data a row leaves empty is left out, and so is the parameter when none is left.</summary>
internal sealed class EntitiesPart(SelfDescribing[] entities, bool base64) : JsonPart("cx", "co", base64)
{
    public override Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output)
    {
        Text.ResetWrittenCount();
        Text.Write("{\"schema\":\"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1\",\"data\":["u8);
        var isFirst = true;
        foreach (var entity in entities)
        {
            if (entity.Data.IsAbsent(slots)) continue;
            if (!isFirst) Text.Write(","u8);
            if (entity.Write(slots, Text) is { } wrong) return new(wrong, entity.Path);
            isFirst = false;
        }

        if (isFirst) return null;
        Text.Write("]}"u8);
        WriteText(output);
        return null;
    }
}

/// <summary>Entities as a row brings them: a list of objects with schema and data.</summary>
internal sealed class EntityListPart(FieldSource source, DataForms forms, bool base64, SchemaCheck? check) : JsonPart("cx", "co", base64)
{
    public override Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output)
    {
        var value = source.In(slots);
        if (value.IsNull) return null;
        if (value.Kind != ValueKind.List) return Wrong($"entities is {ValueWords.Of(value.Kind)}, not a list");
        if (value.List.Count == 0) return null;
        Text.ResetWrittenCount();
        Text.Write("{\"schema\":\"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1\",\"data\":["u8);
        for (var i = 0; i < value.List.Count; i++)
        {
            if (i > 0) Text.Write(","u8);
            var path = FormattableString.Invariant($"entities[{i}]");
            var entity = value.List[i];
            if (entity.Kind != ValueKind.Object || entity.Object.Members.Count != 2) return Wrong($"{path} is not an object of schema and data");
            var (schema, data) = (entity.Object[SnowplowFields.Schema], entity.Object[SnowplowFields.Data]);
            if (schema.Kind != ValueKind.Text || !IgluUri.IsOne(schema.Utf8))
            {
                return new(new(SnowplowCodes.BadSchema, $"{path}.schema is not an Iglu address", source.Place, IgluUri.Hint), SnowplowFields.Entities);
            }

            if (data.Kind != ValueKind.Object) return Wrong($"{path}.data is {ValueWords.Of(data.Kind)}, not an object");
            if (forms.Convert(DataForm.Any, data, 1, path + ".data", source.Place, out var converted) is { } wrong) return new(wrong, SnowplowFields.Entities);
            Text.Write("{\"schema\":"u8);
            Json.Text(schema.Utf8, Text);
            Text.Write(",\"data\":"u8);
            var start = Text.WrittenCount;
            Json.Write(converted, Text);
            if (check?.Check(schema.Utf8, Text.WrittenMemory[start..], path + ".data", source.Place) is { } refused)
            {
                return new(refused, SnowplowFields.Entities);
            }

            Text.Write("}"u8);
        }

        Text.Write("]}"u8);
        WriteText(output);
        return null;
    }

    private Packing.Broken Wrong(string message) =>
        new(new(SnowplowCodes.WrongType, message, source.Place, "entities are a list of { schema: iglu:…, data: { … } }"), SnowplowFields.Entities);
}

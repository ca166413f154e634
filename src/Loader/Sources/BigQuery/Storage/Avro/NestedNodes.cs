using Loader.Mappings.Rows;

namespace Loader.Sources.BigQuery.Storage.Avro;

internal sealed class OptionalNode(AvroNode item, int nullBranch) : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts)
    {
        var branch = input.Long();
        if (branch is not (0 or 1)) throw new DamagedRowsException($"a cell of the Avro rows is of type {branch} of two");
        return branch == nullBranch ? Value.Null : item.Read(ref input, texts);
    }
}

/// <summary>A REPEATED column: blocks of items, up to an empty one. Without items it is an empty list, never null.</summary>
internal sealed class ArrayNode(AvroNode item) : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts)
    {
        Value[] items = [];
        for (int count; (count = input.Items()) > 0;)
        {
            var from = items.Length;
            Array.Resize(ref items, from + count);
            for (var i = from; i < items.Length; i++) items[i] = item.Read(ref input, texts);
        }

        return Value.Of(items);
    }
}

internal sealed class RecordNode(IReadOnlyList<KeyValuePair<string, AvroNode>> members) : AvroNode
{
    private readonly KeyValuePair<string, AvroNode>[] members = [.. members];

    public override Value Read(ref AvroInput input, Scratch texts)
    {
        var read = new KeyValuePair<string, Value>[members.Length];
        for (var i = 0; i < members.Length; i++) read[i] = new(members[i].Key, members[i].Value.Read(ref input, texts));
        return Value.Of(new ValueObject(read));
    }
}

/// <summary>A record of two ends, either null.</summary>
internal sealed class RangeNode(AvroNode start, AvroNode end) : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts)
    {
        var first = start.Read(ref input, texts);
        return BigQueryValues.Range(first, end.Read(ref input, texts));
    }
}

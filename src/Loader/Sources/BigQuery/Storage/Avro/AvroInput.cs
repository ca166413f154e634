using System.Buffers.Binary;

namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>Reads the binary encoding of Avro (Avro 1.11 specification, "Binary Encoding") out of a piece of a message. Never reads beyond its end.</summary>
internal ref struct AvroInput(byte[] bytes, int start, int length)
{
    private const int LongestVarint = 10;
    private readonly int end = start + length;
    private int at = start;

    public readonly byte[] Bytes => bytes;

    public readonly int Left => end - at;

    /// <summary>A zig-zag number of variable length.</summary>
    public long Long()
    {
        // Most numbers (lengths, union branches) have one byte.
        if (at < end && bytes[at] < 0x80)
        {
            var small = bytes[at++];
            return (small >> 1) ^ -(small & 1);
        }

        ulong value = 0;
        for (var i = 0; i < LongestVarint; i++)
        {
            if (at == end) throw Short();
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new DamagedRowsException("a number of the Avro rows has more than ten bytes");
    }

    public double Double()
    {
        if (Left < sizeof(double)) throw Short();
        var value = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at));
        at += sizeof(double);
        return value;
    }

    public bool Boolean()
    {
        if (at == end) throw Short();
        return bytes[at++] switch { 0 => false, 1 => true, var other => throw new DamagedRowsException($"a boolean of the Avro rows is {other}") };
    }

    /// <summary>The place of a string or of bytes, which are passed over.</summary>
    public (int Offset, int Length) Slice()
    {
        var size = Long();
        if (size < 0 || size > Left) throw Short();
        var offset = at;
        at += (int)size;
        return (offset, (int)size);
    }

    /// <summary>How many items the next block of an array has; 0 at its end. A negative count is followed by the block's size in bytes.</summary>
    public int Items()
    {
        var count = Long();
        if (count < 0)
        {
            var size = Long();
            if (size < 0 || size > Left) throw Short();
            count = unchecked(-count);
        }

        // Every item has a byte at least: BigQuery has neither arrays of nulls nor records without fields.
        return count >= 0 && count <= Left ? (int)count : throw Short();
    }

    private static DamagedRowsException Short() => new("the Avro rows end in the middle of a value");
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Loader.Tests.Sources.BigQuery.Emulator.Storage;

/// <summary>Writes the binary encoding of Avro (Avro 1.11 specification, "Binary Encoding").</summary>
internal sealed class AvroBytes
{
    private readonly ArrayBufferWriter<byte> output = new();

    public byte[] ToArray() => output.WrittenSpan.ToArray();

    public AvroBytes Long(long value)
    {
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        for (; zigzag >= 0x80; zigzag >>= 7) Byte((byte)(zigzag | 0x80));
        return Byte((byte)zigzag);
    }

    public AvroBytes Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
        return this;
    }

    public AvroBytes Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
        return this;
    }

    public AvroBytes Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public AvroBytes Bytes(ReadOnlySpan<byte> bytes)
    {
        Long(bytes.Length);
        output.Write(bytes);
        return this;
    }

    /// <summary>Bytes as they are, without a length.</summary>
    public AvroBytes Raw(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        return this;
    }
}

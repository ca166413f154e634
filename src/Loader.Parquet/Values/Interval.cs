using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Loader.Parquet.Values;

/// <summary>A length of time whose parts do not convert into each other: months and days differ in length.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(uint Months, uint Days, uint Milliseconds)
{
    internal static Interval Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));

    /// <summary>ISO 8601: P14M3DT0.250S.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"P{Months}M{Days}DT{Milliseconds / 1000}.{Milliseconds % 1000:000}S");
}

using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>NUMERIC and BIGNUMERIC: the digits that REST would write, without the zeros that are only the column's scale.</summary>
internal sealed class DecimalNode(int scale) : AvroNode
{
    /// <summary>BIGNUMERIC has 32; any length is read that could be a number.</summary>
    private const int LongestNumber = 64;

    public override Value Read(ref AvroInput input, Scratch texts)
    {
        var (offset, length) = input.Slice();
        if (length is 0 or > LongestNumber) throw new DamagedRowsException($"a NUMERIC of the Avro rows has {length} bytes");
        var bytes = input.Bytes.AsSpan(offset, length);
        return TryShort(bytes, out var unscaled) && Of(unscaled) is { } value ? value : BigQueryValues.Decimal(Digits(bytes));
    }

    /// <summary>Almost every number fits 64 bits, whatever length it is sent with.</summary>
    private static bool TryShort(ReadOnlySpan<byte> bytes, out long unscaled)
    {
        if (bytes.Length >= sizeof(long))
        {
            unscaled = BinaryPrimitives.ReadInt64BigEndian(bytes[^sizeof(long)..]);
            return !bytes[..^sizeof(long)].ContainsAnyExcept((byte)(unscaled < 0 ? 0xff : 0)) && unscaled != long.MinValue;
        }

        unscaled = (sbyte)bytes[0];
        foreach (var next in bytes[1..]) unscaled = (unscaled << 8) | next;
        return true;
    }

    /// <summary>The number, or null when it has too many places for a decimal.</summary>
    private Value? Of(long unscaled)
    {
        var magnitude = (ulong)Math.Abs(unscaled);
        var places = magnitude == 0 ? 0 : scale;
        while (places > 0 && magnitude % 10 == 0) (magnitude, places) = (magnitude / 10, places - 1);
        return places <= ExactNumber.MostDigits ? Value.Of(new decimal((int)magnitude, (int)(magnitude >> 32), 0, unscaled < 0, (byte)places)) : null;
    }

    private byte[] Digits(ReadOnlySpan<byte> bytes)
    {
        var unscaled = new BigInteger(bytes, isBigEndian: true);
        var digits = BigInteger.Abs(unscaled).ToString("R", CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return Encoding.ASCII.GetBytes((unscaled.Sign < 0 ? "-" : "") + (scale == 0 ? digits : digits[..^scale] + "." + digits[^scale..]));
    }
}

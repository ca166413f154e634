using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Loader.Parquet.Values;

/// <summary>A decimal number of any width: a whole number and where the point goes. Up to 38 digits take no memory of their own.</summary>
public readonly struct DecimalValue : IEquatable<DecimalValue>
{
    // A decimal type of 9,000 digits has not been seen; beyond, making text of one value would take noticeable time.
    private const int MostBytes = 4096;

    private readonly Int128 small;
    private readonly BigInteger wide;
    private readonly bool isWide;

    public DecimalValue(Int128 unscaled, int scale)
    {
        small = unscaled;
        Scale = scale;
    }

    private DecimalValue(BigInteger unscaled, int scale)
    {
        wide = unscaled;
        isWide = true;
        Scale = scale;
    }

    /// <summary>Digits after the point.</summary>
    public int Scale { get; }

    /// <summary>The digits as a whole number.</summary>
    public BigInteger Unscaled => isWide ? wide : small;

    /// <summary>Big-endian two's complement of any length; no bytes are zero.</summary>
    internal static DecimalValue Read(ReadOnlySpan<byte> bytes, int scale)
    {
        if (bytes.Length == 16) return new DecimalValue(BinaryPrimitives.ReadInt128BigEndian(bytes), scale);
        if (bytes.Length == 0) return new DecimalValue(0, scale);

        // Bytes that only repeat the sign may be left out.
        var sign = (sbyte)bytes[0] >> 7;
        while (bytes.Length > 16 && bytes[0] == (byte)sign && (sbyte)bytes[1] >> 7 == sign) bytes = bytes[1..];
        if (bytes.Length > MostBytes)
            throw ParquetException.OverLimit($"a decimal of {bytes.Length} bytes; at most {MostBytes} are read");
        if (bytes.Length > 16) return new DecimalValue(new BigInteger(bytes, isUnsigned: false, isBigEndian: true), scale);
        if (bytes.Length <= 8)
        {
            long number = sign;
            foreach (var part in bytes) number = (number << 8) | part;
            return new DecimalValue(number, scale);
        }

        Int128 value = sign;
        foreach (var part in bytes) value = (value << 8) | part;
        return new DecimalValue(value, scale);
    }

    /// <summary>The digits, where 128 bits hold them: always, up to 38.</summary>
    public bool TryGetUnscaled(out Int128 unscaled)
    {
        unscaled = small;
        return !isWide;
    }

    /// <summary>The same number, where System.Decimal has the digits and the scale for it: up to 28.</summary>
    public bool TryToDecimal(out decimal value)
    {
        var magnitude = (UInt128)(small < 0 ? -small : small);
        if (isWide || Scale > 28 || magnitude >> 96 != 0)
        {
            value = 0;
            return false;
        }

        value = new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), small < 0, (byte)Scale);
        return true;
    }

    public bool Equals(DecimalValue other) => Scale == other.Scale && Unscaled == other.Unscaled;

    public override bool Equals(object? obj) => obj is DecimalValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Unscaled, Scale);

    public static bool operator ==(DecimalValue left, DecimalValue right) => left.Equals(right);

    public static bool operator !=(DecimalValue left, DecimalValue right) => !left.Equals(right);

    /// <summary>All digits, exactly <see cref="Scale"/> of them after the point: -0.50.</summary>
    public override string ToString()
    {
        var digits = isWide ? wide.ToString(CultureInfo.InvariantCulture) : small.ToString(CultureInfo.InvariantCulture);
        if (Scale == 0) return digits;
        var isNegative = digits[0] == '-';
        var magnitude = digits.AsSpan(isNegative ? 1 : 0).ToString().PadLeft(Scale + 1, '0');
        return $"{(isNegative ? "-" : "")}{magnitude.AsSpan(0, magnitude.Length - Scale)}.{magnitude.AsSpan(magnitude.Length - Scale)}";
    }
}

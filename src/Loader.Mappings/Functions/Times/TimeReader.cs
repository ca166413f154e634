using System.Runtime.InteropServices;

namespace Loader.Mappings.Functions.Times;

/// <summary>Reads times from UTF-8 bytes. Compiled once; makes nothing per row.</summary>
internal abstract class TimeReader
{
    /// <summary>As messages name it: <c>"yyyy-MM-dd"</c>, <c>ISO 8601</c>.</summary>
    public abstract string Form { get; }

    /// <summary>Whether what it reads can say the offset from UTC.</summary>
    public abstract bool ReadsOffset { get; }

    /// <summary>Whether what it reads always says the offset.</summary>
    public abstract bool AlwaysReadsOffset { get; }

    /// <summary>Reads the whole text, or says what is wrong.</summary>
    public abstract Misreading? Read(ReadOnlySpan<byte> utf8, out ReadTime time);

    /// <summary>A number of at least <paramref name="least"/> and at most <paramref name="most"/> digits, or -1; moves behind it.</summary>
    private protected static int Digits(ReadOnlySpan<byte> utf8, ref int at, int least, int most)
    {
        var number = 0;
        var count = 0;
        while (count < most && at + count < utf8.Length && (uint)utf8[at + count] - '0' is var digit && digit <= 9)
        {
            number = (number * 10) + (int)digit;
            count++;
        }

        if (count < least) return -1;
        at += count;
        return number;
    }

    /// <summary>A fraction's digits as nanoseconds, or -1; moves behind them.</summary>
    private protected static int Fraction(ReadOnlySpan<byte> utf8, ref int at, int least, int most)
    {
        var start = at;
        var number = Digits(utf8, ref at, least, most);
        for (var i = at - start; i < 9; i++) number *= 10;
        return number;
    }

    /// <summary><c>+02:00</c>, <c>+0200</c>, <c>+02</c>; null when it is none, and then nothing is moved.</summary>
    private protected static int? Offset(ReadOnlySpan<byte> utf8, ref int at)
    {
        if (at >= utf8.Length || utf8[at] is not ((byte)'+' or (byte)'-')) return null;
        var negative = utf8[at] == '-';
        var i = at + 1;
        var hours = Digits(utf8, ref i, 2, 2);
        if (hours is < 0 or > 18) return null;
        var minutes = 0;
        var j = i < utf8.Length && utf8[i] == ':' ? i + 1 : i;
        if (j < utf8.Length && (j > i || char.IsAsciiDigit((char)utf8[j])))
        {
            minutes = Digits(utf8, ref j, 2, 2);
            if (minutes is < 0 or > 59) return null;
            i = j;
        }

        at = i;
        return ((hours * 3600) + (minutes * 60)) * (negative ? -1 : 1);
    }

    private protected static bool IsDay(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= Rows.Calendar.DaysInMonth(year, month);
}

/// <summary>Why a text is not such a time: from which byte on, and what was expected there.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Misreading(int At, string Expected);

using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>Lengths of time from text: ISO 8601 without years and months, or <c>hours:minutes:seconds</c>.</summary>
internal static class DurationReader
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int MostDigits = 12;

    public static Value Read(in Value x)
    {
        var utf8 = x.Utf8;
        var negative = utf8.StartsWith("-"u8);
        if (negative) utf8 = utf8[1..];
        var nanoseconds = utf8.StartsWith("P"u8) ? Iso(utf8[1..]) : Clock(utf8);
        if (nanoseconds is not { } length) return Trouble.NotA(x, "a length of time", "P1DT2H30M, PT0.5S or 01:30:00");
        if (negative) length = -length;
        var seconds = length / NanosecondsPerSecond;
        var rest = (int)(length - (seconds * NanosecondsPerSecond));
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + (int)NanosecondsPerSecond);
        return Int128.Abs(seconds) <= TimeRange.LongestSeconds
            ? Value.OfDuration((long)seconds, rest)
            : Trouble.OutOfRange("a duration is longer than 10,000 years");
    }

    private static Int128? Iso(ReadOnlySpan<byte> utf8)
    {
        Int128 sum = 0;
        var (afterT, last, parts) = (false, 0, 0);
        while (!utf8.IsEmpty)
        {
            if (utf8[0] == 'T')
            {
                if (afterT || utf8.Length == 1) return null;
                afterT = true;
                utf8 = utf8[1..];
                continue;
            }

            if (Number(ref utf8, out var whole, out var fraction) is false || utf8.IsEmpty) return null;
            var (rank, unit) = (afterT, utf8[0]) switch
            {
                (false, (byte)'W') => (1, 604_800),
                (false, (byte)'D') => (2, 86_400),
                (true, (byte)'H') => (3, 3_600),
                (true, (byte)'M') => (4, 60),
                (true, (byte)'S') => (5, 1),
                _ => (0, 0),
            };

            // Units stand from large to small, and only the seconds have a fraction.
            if (rank <= last || (fraction != 0 && rank != 5)) return null;
            sum += ((Int128)whole * unit * NanosecondsPerSecond) + fraction;
            (last, parts) = (rank, parts + 1);
            utf8 = utf8[1..];
        }

        return parts > 0 ? sum : null;
    }

    private static Int128? Clock(ReadOnlySpan<byte> utf8)
    {
        if (Number(ref utf8, out var hours, out var fraction) is false || fraction != 0 || !utf8.StartsWith(":"u8)) return null;
        utf8 = utf8[1..];
        if (utf8.Length < 2 || utf8[1] == ':' || Number(ref utf8, out var minutes, out fraction) is false || fraction != 0 || minutes > 59) return null;
        var seconds = 0L;
        if (utf8.StartsWith(":"u8))
        {
            utf8 = utf8[1..];
            if (Number(ref utf8, out seconds, out fraction) is false || seconds > 59) return null;
        }

        return utf8.IsEmpty ? ((Int128)((hours * 3600) + (minutes * 60) + seconds) * NanosecondsPerSecond) + fraction : null;
    }

    /// <summary>Digits with an optional fraction of up to nine, in nanoseconds; moves behind them.</summary>
    private static bool Number(ref ReadOnlySpan<byte> utf8, out long whole, out long fraction)
    {
        (whole, fraction) = (0, 0);
        var digits = 0;
        for (; digits < utf8.Length && char.IsAsciiDigit((char)utf8[digits]); digits++)
        {
            if (digits == MostDigits) return false;
            whole = (whole * 10) + (utf8[digits] - '0');
        }

        if (digits == 0) return false;
        utf8 = utf8[digits..];
        if (utf8.IsEmpty || utf8[0] is not ((byte)'.' or (byte)',')) return true;
        digits = 1;
        for (; digits < utf8.Length && char.IsAsciiDigit((char)utf8[digits]); digits++)
        {
            if (digits > 9) return false;
            fraction = (fraction * 10) + (utf8[digits] - '0');
        }

        if (digits == 1) return false;
        for (var i = digits; i <= 9; i++) fraction *= 10;
        utf8 = utf8[digits..];
        return true;
    }
}

using System.Globalization;

namespace Loader.Rehearsal.Nameless;

/// <summary>Dates as a DATE column takes them.</summary>
internal static class NamelessDate
{
    public const int None = -1;
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary><c>2024-01-02</c>, also <c>2024-1-2</c>, as a day number; <see cref="None"/> for anything else.</summary>
    public static int Day(ReadOnlySpan<byte> text)
    {
        if (text.Length > 10) return None;
        Span<char> chars = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++) chars[i] = (char)text[i];
        return DateOnly.TryParseExact(chars, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber : None;
    }

    /// <summary>The UTC day of a moment in Unix milliseconds.</summary>
    public static long DayOf(long milliseconds) => Epoch + (long)Math.Floor(milliseconds / 86_400_000.0);
}

using System.Globalization;

namespace Loader.Settings;

/// <summary>How many rows may fail before a run stops: a number, or a share of the rows that have an outcome.</summary>
/// <param name="Rows">More failed rows than this stop the run.</param>
/// <param name="Share">A larger share than this (0.02 is 2 %) stops it, once <see cref="LeastSample"/> rows have an outcome.</param>
public sealed record FailureLimit(long? Rows, decimal? Share)
{
    /// <summary>A share of fewer rows than this says nothing: three bad rows among the first ten must not stop a night's load.</summary>
    public const long LeastSample = 1_000;

    public static readonly FailureLimit None = new(null, null);

    /// <summary><c>100</c> or <c>2%</c>; null when the text is neither.</summary>
    public static FailureLimit? Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.EndsWith('%'))
        {
            return decimal.TryParse(trimmed.AsSpan(0, trimmed.Length - 1).TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100
                ? new(null, percent / 100)
                : null;
        }

        return long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? new(rows, null) : null;
    }

    /// <summary>Whether a run with these numbers goes too far.</summary>
    public bool IsExceeded(long failed, long settled) =>
        (Rows is { } rows && failed > rows)
        || (Share is { } share && settled >= LeastSample && failed > share * settled);

    public override string ToString() =>
        Rows is { } rows ? rows.ToString(CultureInfo.InvariantCulture)
        : Share is { } share ? (share * 100).ToString("0.############################", CultureInfo.InvariantCulture) + "%"
        : "none";
}

using System.Globalization;

namespace Loader.Settings;

/// <summary>How many rows may fail before a run stops: a number, a share of the rows that were read, or one of those that got their outcome last.</summary>
/// <param name="Rows">More failed rows than this stop the run.</param>
/// <param name="Share">A larger share than this (0.02 is 2 %) stops it, once there are <see cref="LeastSample"/> of them; 0 with the first that fails.</param>
/// <param name="Window">The share is one of so many rows that got their outcome last; null: of all.</param>
public sealed record FailureLimit(long? Rows, decimal? Share, int? Window = null)
{
    /// <summary>
    /// While a load runs, a share of fewer rows than this says nothing: three bad rows among the first ten must not stop a night's load. At its end
    /// the share is one of all rows, however few.
    /// </summary>
    public const long LeastSample = 100;

    /// <summary>One bit for each of them is kept.</summary>
    public const int MostLast = 10_000_000;

    public static readonly FailureLimit None = new(null, null);

    private const string OfLast = "of last";

    /// <summary>Outcomes that have to be known before the share says anything: a window that is smaller has to be full.</summary>
    public long Sample => Share == 0 ? 1 : Window is { } last ? Math.Min(last, LeastSample) : LeastSample;

    /// <summary><c>100</c>, <c>2%</c> or <c>2% of last 1000</c>; null when the text is none of them.</summary>
    public static FailureLimit? Parse(string text)
    {
        var trimmed = text.Trim();
        var window = trimmed.IndexOf(OfLast, StringComparison.Ordinal);
        if (window >= 0)
        {
            return Parse(trimmed[..window]) is { Share: { } share }
                && int.TryParse(trimmed.AsSpan(window + OfLast.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                && last is > 0 and <= MostLast
                ? new(null, share, last)
                : null;
        }

        if (trimmed.EndsWith('%'))
        {
            return decimal.TryParse(
                trimmed.AsSpan(0, trimmed.Length - 1).TrimEnd(),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var percent)
                && percent <= 100
                ? new(null, percent / 100)
                : null;
        }

        return long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? new(rows, null) : null;
    }

    /// <summary>Whether a run with these numbers goes too far; where <see cref="Window"/> is set they are those of the last rows.</summary>
    public bool IsExceeded(long failed, long settled) =>
        (Rows is { } rows && failed > rows)
        || (settled >= Sample && IsExceededInAll(failed, settled));

    /// <summary>Whether more of a load's rows failed than the share allows, once all have their outcome: no sample is too small then.</summary>
    public bool IsExceededInAll(long failed, long settled) => Share is { } share && failed > share * settled;

    public override string ToString() =>
        Rows is { } rows ? rows.ToString(CultureInfo.InvariantCulture)
        : Share is { } share ? (share * 100).ToString(
            "0.############################",
            CultureInfo.InvariantCulture) + "%" + (Window is { } last ? string.Create(CultureInfo.InvariantCulture, $" {OfLast} {last}") : "")
        : "none";
}

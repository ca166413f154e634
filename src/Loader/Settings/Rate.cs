using System.Globalization;
using Loader.Options;

namespace Loader.Settings;

/// <summary>One limit of speed: <c>50 requests/s</c>, <c>3000 events/min</c>, <c>1 MB/s</c>.</summary>
/// <param name="What">What is counted.</param>
/// <param name="PerSecond">How many of it in a second at most.</param>
public sealed record Rate(RateUnit What, double PerSecond)
{
    private const double LeastPerSecond = 1d / 86_400;

    /// <summary>Reads a rate; null when the text is not one, or less than one in a day.</summary>
    public static Rate? Parse(string text) => Read(text) is { PerSecond: >= LeastPerSecond } rate ? rate : null;

    private static Rate? Read(string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0) return null;
        double? seconds = text[(slash + 1)..].Trim() switch
        {
            "s" or "second" => 1,
            "min" or "m" or "minute" => 60,
            "h" or "hour" => 3_600,
            _ => null,
        };
        if (seconds is null) return null;
        var amount = text[..slash].Trim();
        foreach (var (word, unit) in new[]
        {
            ("requests", RateUnit.Requests),
            ("request", RateUnit.Requests),
            ("events", RateUnit.Events),
            ("event", RateUnit.Events),
        })
        {
            if (amount.EndsWith(word, StringComparison.Ordinal))
            {
                return decimal.TryParse(
                    amount.AsSpan(0, amount.Length - word.Length).Trim(),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var count)
                    && count > 0
                    ? new(unit, (double)count / seconds.Value)
                    : null;
            }
        }

        return amount.EndsWith('B') && Units.Size(amount) is > 0 and var bytes ? new(RateUnit.Bytes, bytes / seconds.Value) : null;
    }
}

/// <summary>What a rate counts.</summary>
public enum RateUnit
{
    Requests,
    Events,
    Bytes,
}

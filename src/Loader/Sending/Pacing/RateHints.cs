using System.Globalization;
using System.Net.Http.Headers;

namespace Loader.Sending.Pacing;

/// <summary>
/// Reads what answers say about quotas: <c>RateLimit</c> and <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers, as structured
/// fields, and as the <c>limit=, remaining=, reset=</c> of its earlier versions), and the older <c>RateLimit-Remaining</c>, <c>-Reset</c>,
/// <c>-Limit</c> with and without <c>X-</c>, whose reset may be seconds or a moment. What cannot be read says nothing.
/// </summary>
internal static class RateHints
{
    /// <summary>Above this a reset is a moment (seconds since 1970) and no length of time; above the next it counts milliseconds.</summary>
    private const double LeastEpoch = 1e9;

    private const double LeastEpochMilliseconds = 1e12;

    public static RateHint? Read(HttpResponseHeaders headers, TimeProvider clock)
    {
        string? list = null, policy = null, remaining = null, reset = null, limit = null;
        foreach (var header in headers.NonValidated)
        {
            var word = header.Key.AsSpan();
            if (Is(word[..Math.Min(2, word.Length)], "x-")) word = word[2..];
            if (!word.StartsWith("rate", StringComparison.OrdinalIgnoreCase)) continue;
            if (Is(word, "ratelimit")) list = header.Value.ToString();
            else if (Is(word, "ratelimit-policy")) policy = header.Value.ToString();
            else if (Is(word, "ratelimit-remaining") || Is(word, "rate-limit-remaining")) remaining ??= header.Value.ToString();
            else if (Is(word, "ratelimit-reset") || Is(word, "rate-limit-reset")) reset ??= header.Value.ToString();
            else if (Is(word, "ratelimit-limit") || Is(word, "rate-limit-limit")) limit ??= header.Value.ToString();
        }

        if (list is null && remaining is null) return null;
        return (list is null ? null : ReadList(list, policy ?? ""))
            ?? (remaining is null || reset is null ? null : ReadWords(remaining, reset, limit ?? "", headers.Date ?? clock.GetUtcNow()));
    }

    /// <summary><c>"burst";r=50;t=30, "day";r=900;t=40000</c>: the one that leaves least. Or <c>limit=100, remaining=50, reset=30</c>.</summary>
    public static RateHint? ReadList(ReadOnlySpan<char> list, ReadOnlySpan<char> policies)
    {
        RateHint? strictest = null;
        double? limit = null, remaining = null, reset = null;
        while (Next(ref list, ',', out var item))
        {
            if (Number(item, "limit") is { } oldLimit) limit = oldLimit;
            else if (Number(item, "remaining") is { } oldRemaining) remaining = oldRemaining;
            else if (Number(item, "reset") is { } oldReset) reset = oldReset;
            else if (ReadItem(item, policies) is { } hint && (strictest is not { } known || hint.Spacing > known.Spacing)) strictest = hint;
        }

        return strictest ?? (remaining is { } left && reset is { } seconds ? new(left, Time(seconds), limit) : null);
    }

    /// <summary>The three older headers.</summary>
    /// <param name="remaining">Requests left.</param>
    /// <param name="reset">Seconds, or a moment in seconds or milliseconds since 1970.</param>
    /// <param name="limit">Requests in a window; the list that some add behind it (<c>100, 100;w=60</c>) is left alone.</param>
    /// <param name="answered">When the answer was made.</param>
    public static RateHint? ReadWords(ReadOnlySpan<char> remaining, ReadOnlySpan<char> reset, ReadOnlySpan<char> limit, DateTimeOffset answered)
    {
        Next(ref limit, ',', out var first);
        Next(ref first, ';', out var quota);
        if (Number(remaining) is not { } left || Number(reset) is not { } at) return null;
        var seconds = at switch
        {
            >= LeastEpochMilliseconds => (at - answered.ToUnixTimeMilliseconds()) / 1000,
            >= LeastEpoch => at - (answered.ToUnixTimeMilliseconds() / 1000d),
            _ => at,
        };
        return new(left, Time(seconds), Number(quota));
    }

    private static RateHint? ReadItem(ReadOnlySpan<char> item, ReadOnlySpan<char> policies)
    {
        double? left = null, reset = null, quota = null;
        Next(ref item, ';', out var name);
        while (Next(ref item, ';', out var parameter))
        {
            left ??= Number(parameter, "r");
            reset ??= Number(parameter, "t");
        }

        while (Next(ref policies, ',', out var policy))
        {
            Next(ref policy, ';', out var policyName);
            if (!policyName.SequenceEqual(name)) continue;
            while (Next(ref policy, ';', out var parameter))
            {
                // A quota of bytes or of requests at once says nothing about how many requests may leave.
                if (parameter.StartsWith("qu=", StringComparison.Ordinal) && !parameter[3..].SequenceEqual("\"requests\"")) return null;
                quota ??= Number(parameter, "q");
            }
        }

        return left is { } requests && reset is { } seconds ? new(requests, Time(seconds), quota) : null;
    }

    private static bool Is(ReadOnlySpan<char> word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes what stands before the next separator that is not in quotes; false when nothing is left.</summary>
    private static bool Next(ref ReadOnlySpan<char> rest, char separator, out ReadOnlySpan<char> part)
    {
        var isQuoted = false;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '"' && (i == 0 || rest[i - 1] != '\\')) isQuoted = !isQuoted;
            if (isQuoted || rest[i] != separator) continue;
            part = rest[..i].Trim();
            rest = rest[(i + 1)..];
            return true;
        }

        part = rest.Trim();
        rest = default;
        return part.Length > 0;
    }

    private static double? Number(ReadOnlySpan<char> parameter, string name) =>
        parameter.Length > name.Length && parameter[name.Length] == '=' && parameter.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            ? Number(parameter[(name.Length + 1)..])
            : null;

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static TimeSpan Time(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9));
}

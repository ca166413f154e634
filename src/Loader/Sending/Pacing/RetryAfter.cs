using System.Net.Http.Headers;

namespace Loader.Sending.Pacing;

/// <summary>
/// Reads <c>Retry-After</c> (RFC 9110, 10.2.3) in both forms, seconds and date. A date is held against the answer's own
/// <c>Date</c>, so that a clock that is wrong on either side does not matter; one in the past means now.
/// </summary>
internal static class RetryAfter
{
    private const string Name = "Retry-After";

    /// <returns>How long to wait, never more than <paramref name="longest"/>; null when the header is absent or says nothing.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now, TimeSpan longest)
    {
        if (!headers.NonValidated.TryGetValues(Name, out var values)) return null;
        return Read(values.ToString(), headers.Date, now, longest);
    }

    public static TimeSpan? Read(string text, DateTimeOffset? answered, DateTimeOffset now, TimeSpan longest)
    {
        var trimmed = text.AsSpan().Trim(' ');
        if (trimmed.Length > 0 && !trimmed.ContainsAnyExceptInRange('0', '9'))
        {
            // Nine digits are more than thirty years; more than that would only overflow.
            return trimmed.Length > 9 ? longest : Between(TimeSpan.FromSeconds(int.Parse(trimmed)), longest);
        }

        if (!RetryConditionHeaderValue.TryParse(text, out var parsed) || parsed.Date is not { } date) return null;
        return Between(date - (answered ?? now), longest);
    }

    private static TimeSpan Between(TimeSpan wait, TimeSpan longest) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait;
}

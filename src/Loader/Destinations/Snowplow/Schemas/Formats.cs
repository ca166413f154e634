using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>
/// The forms of text that <c>format</c> names (JSON Schema draft 4, 7.3, and those that Iglu's validator knows besides). Others are not checked.
/// </summary>
internal static partial class Formats
{
    public static Func<string, bool>? Find(string name) => name switch
    {
        "date-time" => text => DateTime().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _),
        "date" => text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => text => Time().IsMatch(text),
        "email" => text => Email().IsMatch(text),
        "hostname" => text => Host().IsMatch(text) && text.Length <= 255,
        "ipv4" => text => Four().IsMatch(text) && text.Split('.').All(part => int.Parse(part, CultureInfo.InvariantCulture) <= 255),
        "ipv6" => text => !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6,
        "uri" => text => Scheme().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out _),
        "uuid" => text => Guid.TryParseExact(text, "D", out _),
        _ => null,
    };

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DateTime();

    [GeneratedRegex("^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Time();

    [GeneratedRegex("^[^@\\s]+@[^@\\s]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Email();

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Host();

    [GeneratedRegex("^[0-9]{1,3}(\\.[0-9]{1,3}){3}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Four();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Scheme();
}

using System.Globalization;

namespace Loader.Books;

/// <summary>
/// What a load is called in its rejected files, so that a copy of one still says where its rows come from: the mapping's name and when it began.
/// </summary>
internal static class LoadName
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary><c>crm-purchases 2026-03-01T10:00:00.1234567Z</c></summary>
    public static string Of(TitlePage page) =>
        string.Create(CultureInfo.InvariantCulture, $"{page.Identity.MappingName} {page.StartedAt.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}");

    /// <summary>The mapping's name; null when the text is no load's name.</summary>
    public static string? MappingIn(string name) =>
        name.LastIndexOf(' ') is > 0 and var space
        && DateTime.TryParseExact(name.AsSpan(space + 1), Moment, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? name[..space]
            : null;
}

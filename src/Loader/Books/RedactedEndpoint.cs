namespace Loader.Books;

/// <summary>An endpoint as it may be written down: without user-info and fragment, the values of its query masked.</summary>
internal static class RedactedEndpoint
{
    private const string Mask = "…";

    /// <summary><c>https://user:word@host:8443/path?key=abc</c> becomes <c>https://host:8443/path?key=…</c>.</summary>
    public static string Of(Uri endpoint)
    {
        var place = endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var query = endpoint.Query.TrimStart('?');
        return query.Length == 0 ? place : place + "?" + string.Join('&', query.Split('&').Select(Masked));
    }

    private static string Masked(string pair)
    {
        // A pair without a name may be a bare token: nothing of it is kept.
        var name = pair.IndexOf('=', StringComparison.Ordinal);
        return name < 0 ? Mask : pair[..(name + 1)] + Mask;
    }
}

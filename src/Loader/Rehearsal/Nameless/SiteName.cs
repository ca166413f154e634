namespace Loader.Rehearsal.Nameless;

/// <summary>
/// The part of a host name that somebody has registered (eTLD+1): <c>shop.example.com</c> is <c>example.com</c>. Modelled: the last two labels,
/// three after the commonest double endings; the real tag has the whole list of public endings.
/// </summary>
internal static class SiteName
{
    private static readonly string[] DoubleEndings =
        ["co.uk", "org.uk", "gov.uk", "ac.uk", "com.au", "net.au", "org.au", "co.nz", "co.jp", "com.br", "com.mx", "co.za", "co.in", "com.tr"];

    /// <summary>The site of an origin or a host; empty when there is none.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> origin)
    {
        var scheme = origin.IndexOf("://");
        if (scheme >= 0) origin = origin[(scheme + 3)..];
        var end = origin.IndexOfAny('/', ':', '?');
        if (end >= 0) origin = origin[..end];
        var last = origin.LastIndexOf('.');
        if (last <= 0) return origin;
        var second = origin[..last].LastIndexOf('.');
        if (second <= 0) return origin[(second + 1)..];
        if (!IsDoubleEnding(origin[(second + 1)..])) return origin[(second + 1)..];
        return origin[(origin[..second].LastIndexOf('.') + 1)..];
    }

    private static bool IsDoubleEnding(ReadOnlySpan<char> ending)
    {
        foreach (var known in DoubleEndings)
        {
            if (ending.Equals(known, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}

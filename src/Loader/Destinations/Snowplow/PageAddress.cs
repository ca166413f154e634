using System.Buffers;
using System.Text;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// Whether the pipeline will read a page's address. It reads leniently (spaces, bad escapes and other characters pass; relative
/// addresses too), so only what no reader takes is refused, and what is longer than its columns.
/// </summary>
internal static class PageAddress
{
    private const int LongestHost = 255;
    private const int LongestPath = 3000;
    private const int LongestQuery = 6000;
    private const int LongestFragment = 3000;
    private const int LargestPort = 65_535;

    private static readonly SearchValues<byte> NotInHosts = SearchValues.Create(" <>\"\\^`{|}"u8);

    /// <summary>What is wrong with an address, or null.</summary>
    public static string? Trouble(ReadOnlySpan<byte> address)
    {
        if (address.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0 || address.Contains((byte)0x7F)) return "holds control characters";
        var fragment = CutOff(ref address, (byte)'#');
        if (Length(fragment) > LongestFragment) return "has a fragment of more than 3000 characters";
        var query = CutOff(ref address, (byte)'?');
        if (Length(query) > LongestQuery) return "has a query string of more than 6000 characters";
        var path = address;
        var colon = address.IndexOf("://"u8);
        var schemeEnds = address.IndexOf((byte)':');
        if (schemeEnds == 0) return "begins with a colon";
        if (colon > 0 && address[..colon].IndexOf((byte)'/') < 0)
        {
            if (!IsScheme(address[..colon])) return "has no proper scheme before '://'";
            var authority = address[(colon + 3)..];
            var slash = authority.IndexOf((byte)'/');
            path = slash < 0 ? default : authority[slash..];
            if (slash >= 0) authority = authority[..slash];
            if (AuthorityTrouble(authority, address[..colon].SequenceEqual("file"u8)) is { } trouble) return trouble;
        }

        return Length(path) > LongestPath ? "has a path of more than 3000 characters" : null;
    }

    private static string? AuthorityTrouble(ReadOnlySpan<byte> authority, bool mayBeEmpty)
    {
        var host = authority[(authority.LastIndexOf((byte)'@') + 1)..];
        if (host.IsEmpty) return mayBeEmpty ? null : "has no host";
        if (host.ContainsAny(NotInHosts)) return "has a host that cannot be one";
        var port = default(ReadOnlySpan<byte>);
        if (host[0] == '[')
        {
            var close = host.IndexOf((byte)']');
            if (close < 0) return "has a host that cannot be one";
            if (close + 1 < host.Length && host[close + 1] != ':') return "has a host that cannot be one";
            port = close + 2 < host.Length ? host[(close + 2)..] : default;
            host = host[..(close + 1)];
        }
        else if (host.IndexOf((byte)':') is >= 0 and var at)
        {
            port = host[(at + 1)..];
            host = host[..at];
            if (host.IsEmpty) return "has no host";
        }

        if (!IsPort(port)) return "has a port that is not one";
        return Length(host) > LongestHost ? "has a host of more than 255 characters" : null;
    }

    private static bool IsScheme(ReadOnlySpan<byte> text)
    {
        if (!char.IsAsciiLetter((char)text[0])) return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'+' or (byte)'-' or (byte)'.')) return false;
        }

        return true;
    }

    private static bool IsPort(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit((char)character)) return false;
            number = (number * 10) + (character - '0');
            if (number > LargestPort) return false;
        }

        return true;
    }

    private static ReadOnlySpan<byte> CutOff(ref ReadOnlySpan<byte> address, byte mark)
    {
        var at = address.IndexOf(mark);
        if (at < 0) return default;
        var rest = address[(at + 1)..];
        address = address[..at];
        return rest;
    }

    private static int Length(ReadOnlySpan<byte> text) => Encoding.UTF8.GetCharCount(text);
}

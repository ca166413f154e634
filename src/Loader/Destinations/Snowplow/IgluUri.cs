using System.Text;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// <c>iglu:VENDOR/NAME/FORMAT/M-R-A</c>, as the envelopes' schemas want it: <c>^iglu:[a-zA-Z0-9-_.]+/[a-zA-Z0-9-_]+/[a-zA-Z0-9-_]+/[0-9]+-[0-9]+-[0-9]+$</c>
/// (unstruct_event 1-0-0 and contexts 1-0-1 in Iglu Central).
/// </summary>
internal static class IgluUri
{
    public const string Hint = "write iglu:VENDOR/NAME/jsonschema/1-0-0";

    public static bool IsOne(ReadOnlySpan<byte> uri)
    {
        if (!uri.StartsWith("iglu:"u8)) return false;
        uri = uri["iglu:"u8.Length..];
        return Cut(ref uri, out var vendor) && IsVendor(vendor)
            && Cut(ref uri, out var name) && IsName(name)
            && Cut(ref uri, out var format) && IsName(format)
            && IsVersion(uri);
    }

    public static bool IsOne(string uri) => IsOne(Encoding.UTF8.GetBytes(uri));

    public static bool IsVendor(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (!IsNameCharacter(character) && character != '.') return false;
        }

        return text.Length > 0;
    }

    public static bool IsName(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (!IsNameCharacter(character)) return false;
        }

        return text.Length > 0;
    }

    /// <summary><c>1-0-0</c>.</summary>
    public static bool IsVersion(ReadOnlySpan<byte> text)
    {
        var (dashes, digits) = (0, 0);
        foreach (var character in text)
        {
            if (char.IsAsciiDigit((char)character))
            {
                digits++;
                continue;
            }

            if (character != '-' || digits == 0) return false;
            (dashes, digits) = (dashes + 1, 0);
        }

        return dashes == 2 && digits > 0;
    }

    private static bool IsNameCharacter(byte character) => char.IsAsciiLetterOrDigit((char)character) || character is (byte)'-' or (byte)'_';

    private static bool Cut(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> part)
    {
        var slash = rest.IndexOf((byte)'/');
        part = slash < 0 ? default : rest[..slash];
        rest = slash < 0 ? default : rest[(slash + 1)..];
        return slash >= 0;
    }
}

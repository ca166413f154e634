using System.Buffers;
using System.Text;

namespace Loader.Destinations.Http;

/// <summary>An address with parts that rows fill. Scheme and host are always the same.</summary>
/// <param name="Endpoint">The address as far as it is the same for every row.</param>
/// <param name="Parts">Literal texts (null formula) and formulas; a single literal when nothing is filled.</param>
internal sealed record UrlTemplate(Uri Endpoint, IReadOnlyList<UrlPart> Parts)
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    /// <summary>The host that the mapping names, whoever is asked in its place.</summary>
    public string Host { get; init; } = Endpoint.Host;

    public bool IsConstant => Parts.All(part => part.Formula is null);

    public static UrlTemplate Of(Uri endpoint) => new(endpoint, [new(endpoint.OriginalString, null)]);

    /// <summary>Appends a text percent-encoded (RFC 3986, 2.1): nothing of it can end its part of the address.</summary>
    public static void Encode(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> output)
    {
        foreach (var one in utf8)
        {
            if (Unreserved.Contains(one))
            {
                output.Write([one]);
                continue;
            }

            output.Write([(byte)'%', Digit(one >> 4), Digit(one & 15)]);
        }
    }

    /// <summary>The same with another scheme, host and port: the embedded endpoint's.</summary>
    public UrlTemplate At(Uri authority)
    {
        var old = Endpoint.GetLeftPart(UriPartial.Authority);
        var first = Parts[0].Literal;
        var rest = first.StartsWith(old, StringComparison.OrdinalIgnoreCase) ? first[old.Length..] : Endpoint.PathAndQuery;
        var literal = authority.GetLeftPart(UriPartial.Authority) + rest;
        return new(new(authority, Endpoint.PathAndQuery), [new(literal, Parts[0].Formula), .. Parts.Skip(1)]) { Host = Host };
    }

    private static byte Digit(int value) => "0123456789ABCDEF"u8[value];
}

/// <summary>A part of an address.</summary>
internal sealed record UrlPart(string Literal, SettingFormula? Formula)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Literal);
}

using System.Buffers;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>Functions for addresses of pages: their parts, and the percent codes in them (RFC 3986).</summary>
internal static class UrlFunctions
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly Parameter Form = Parameter.Choice("form", "uri", "form") with { Default = "\"uri\"" };

    private static readonly string[] Parts = ["scheme", "host", "path", "query", "fragment"];

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "url_encode",
            Group = "text",
            Help = "The text with everything but letters, digits and - . _ ~ as percent codes of its UTF-8 bytes; with \"form\" a space is a plus sign.",
            Parameters = [new("x", Kinds.Text), Form],
            Result = ValueKind.Text,
            Examples = [new("url_encode(\"a b/é\")", "\"a%20b%2F%C3%A9\""), new("url_encode(\"a b+c\", \"form\")", "\"a+b%2Bc\"")],
            Bind = arguments =>
            {
                var plus = arguments.Text(1) == "form";
                return Implementation.Of(ValueKind.Text, (in x, scratch) => Encode(x, plus, scratch));
            },
        },
        new()
        {
            Name = "url_decode",
            Group = "text",
            Help = "The text with its percent codes as the characters they stand for; with \"form\" a plus sign is a space. Codes that are not UTF-8 "
                + "are a problem.",
            Parameters = [new("x", Kinds.Text), Form],
            Result = ValueKind.Text,
            Examples =
            [
                new("url_decode(\"a%20b%2F%C3%A9+c\")", "\"a b/é+c\""),
                new("url_decode(\"a+b\", \"form\")", "\"a b\""),
                new("url_decode(\"100%\")", "ROW001"),
            ],
            Bind = arguments =>
            {
                var plus = arguments.Text(1) == "form";
                return Implementation.Of(ValueKind.Text, (in x, scratch) => Decode(x, x.Utf8, plus, scratch));
            },
        },
        new()
        {
            Name = "url_part",
            Group = "text",
            Help = "One part of an address as it is written there: scheme, host (without user and port), path, query, fragment. Null when it has none.",
            Parameters = [new("x", Kinds.Text), Parameter.Choice("part", Parts)],
            Result = ValueKind.Text,
            Examples =
            [
                new("url_part(\"https://shop.example:8443/p/a?x=1&y=2#top\", \"host\")", "\"shop.example\""),
                new("url_part(\"https://shop.example/p/a?x=1#top\", \"path\")", "\"/p/a\""), new("url_part(\"/p?x=1&y=2\", \"query\")", "\"x=1&y=2\""),
                new("url_part(\"https://shop.example\", \"query\")", "null"),
            ],
            Bind = arguments =>
            {
                var part = Array.IndexOf(Parts, arguments.Text(1));
                return Implementation.Of(ValueKind.Text, (in x, _) => Part(x, part) is var (start, length) ? Slices.Of(x, start, length) : Value.Null);
            },
        },
        new()
        {
            Name = "query_param",
            Group = "text",
            Help = "The decoded value of a parameter in an address's query, or in a query alone; the first of several. Null when it is not there.",
            Parameters = [new("x", Kinds.Text), new("name", Kinds.Text)],
            Result = ValueKind.Text,
            Examples =
            [
                new("\"https://shop.example/?utm_source=news+letter&gclid=abc#top\" | query_param(\"utm_source\")", "\"news letter\""),
                new("query_param(\"a=1&b=2\", \"b\")", "\"2\""), new("query_param(\"/p?a=1\", \"b\")", "null"), new("query_param(\"/p?a&b=2\", \"a\")", "\"\""),
            ],
            Bind = _ => Implementation.Of(ValueKind.Text, QueryParameter),
        },
    ];

    private static Value Encode(in Value x, bool plus, Scratch scratch)
    {
        var utf8 = x.Utf8;
        if (!utf8.ContainsAnyExcept(Unreserved)) return x;
        if (utf8.Length > TextForm.LongestText / 3) return TextForm.TooLong(utf8.Length * 3L);
        var output = scratch.Take(utf8.Length * 3);
        var length = 0;
        foreach (var unit in utf8)
        {
            if (Unreserved.Contains(unit))
            {
                output[length++] = unit;
            }
            else if (plus && unit == ' ')
            {
                output[length++] = (byte)'+';
            }
            else
            {
                output[length++] = (byte)'%';
                output[length++] = "0123456789ABCDEF"u8[unit >> 4];
                output[length++] = "0123456789ABCDEF"u8[unit & 15];
            }
        }

        return scratch.Text(length);
    }

    private static Value Decode(in Value x, ReadOnlySpan<byte> utf8, bool plus, Scratch scratch)
    {
        var output = scratch.Take(utf8.Length);
        var length = 0;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '%')
            {
                if (i + 2 >= utf8.Length || !char.IsAsciiHexDigit((char)utf8[i + 1]) || !char.IsAsciiHexDigit((char)utf8[i + 2]))
                    return Trouble.NotA(x, "percent-encoded text", "a percent sign that is meant as such is written %25");
                output[length++] = (byte)((Digit(utf8[i + 1]) << 4) | Digit(utf8[i + 2]));
                i += 2;
            }
            else
            {
                output[length++] = plus && utf8[i] == '+' ? (byte)' ' : utf8[i];
            }
        }

        return System.Text.Unicode.Utf8.IsValid(output[..length]) ? scratch.Text(length) : Trouble.NotA(x, "percent-encoded UTF-8");
    }

    private static int Digit(byte digit) => char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>The split of RFC 3986, appendix B, without its regular expression.</summary>
    private static (int Start, int Length)? Part(in Value x, int part)
    {
        var utf8 = x.Utf8;
        var end = utf8.Length;
        var hash = utf8.IndexOf((byte)'#');
        if (part == 4) return hash < 0 ? null : (hash + 1, end - hash - 1);
        if (hash >= 0) end = hash;
        var question = utf8[..end].IndexOf((byte)'?');
        if (part == 3) return question < 0 ? null : (question + 1, end - question - 1);
        if (question >= 0) end = question;
        var at = 0;
        if (utf8[..end].IndexOfAny(":/"u8) is > 0 and var colon && utf8[colon] == ':' && char.IsAsciiLetter((char)utf8[0])) at = colon + 1;
        if (part == 0) return at == 0 ? null : (0, at - 1);
        var (host, path) = (-1, at);
        if (utf8[at..end].StartsWith("//"u8))
        {
            host = at + 2;
            path = utf8[host..end].IndexOf((byte)'/') is >= 0 and var slash ? host + slash : end;
        }

        if (part == 2) return path == end ? null : (path, end - path);
        return host < 0 ? null : Host(utf8, host, path);
    }

    private static (int Start, int Length)? Host(ReadOnlySpan<byte> utf8, int start, int end)
    {
        start += utf8[start..end].LastIndexOf((byte)'@') + 1;

        // The colons of an address in square brackets are its own.
        var bracket = utf8[start..end].LastIndexOf((byte)']');
        var colon = utf8[start..end].LastIndexOf((byte)':');
        if (colon > bracket) end = start + colon;
        return start == end ? null : (start, end - start);
    }

    private static Value QueryParameter(in Value x, in Value name, Scratch scratch)
    {
        var utf8 = x.Utf8;
        var (start, length) = Part(x, 3) ?? (utf8.IndexOfAny("/:#"u8) < 0 ? (0, utf8.Length) : (0, 0));
        var query = utf8.Slice(start, length);
        while (!query.IsEmpty)
        {
            var end = query.IndexOf((byte)'&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var equals = pair.IndexOf((byte)'=');
            var written = equals < 0 ? pair : pair[..equals];
            if (!written.SequenceEqual(name.Utf8))
            {
                if (written.IndexOfAny((byte)'%', (byte)'+') < 0) continue;
                var decoded = Decode(x, written, plus: true, scratch);
                if (decoded.IsProblem || !decoded.Utf8.SequenceEqual(name.Utf8)) continue;
            }

            return equals < 0 ? Value.Of("") : Decode(x, pair[(equals + 1)..], plus: true, scratch);
        }

        return Value.Null;
    }
}

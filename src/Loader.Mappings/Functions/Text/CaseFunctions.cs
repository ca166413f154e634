using System.Buffers;
using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>Upper and lower case, by Unicode's simple case mapping, the same in every language.</summary>
internal static class CaseFunctions
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "lower",
            Group = "text",
            Help = "The text in lower case, the same in every language.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"Mary ÄÖ\" | lower", "\"mary äö\""), new("lower(null)", "null")],
            Bind = _ => Implementation.Of(ValueKind.Text, Lower),
        },
        new()
        {
            Name = "upper",
            Group = "text",
            Help = "The text in upper case, the same in every language.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"eur\" | upper", "\"EUR\""), new("\"straße\" | upper", "\"STRAßE\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, Upper),
        },
        new()
        {
            Name = "title",
            Group = "text",
            Help = "Every word with a capital first letter and the rest in lower case. Letters, digits and apostrophes make a word.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"mary o'NEILL-smith\" | title", "\"Mary O'neill-Smith\""), new("title(\"élise\")", "\"Élise\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, Title),
        },
    ];

    private static readonly SearchValues<byte> NotLower = SearchValues.Create([.. Letters('A'), .. HighBytes]);
    private static readonly SearchValues<byte> NotUpper = SearchValues.Create([.. Letters('a'), .. HighBytes]);

    private static IEnumerable<byte> HighBytes => Enumerable.Range(0x80, 0x80).Select(value => (byte)value);

    internal static Value Lower(in Value x, Scratch scratch)
    {
        var utf8 = x.Utf8;
        if (!utf8.ContainsAny(NotLower)) return x;
        if (Ascii.IsValid(utf8))
        {
            Ascii.ToLower(utf8, scratch.Take(utf8.Length), out var length);
            return scratch.Text(length);
        }

        return Mapped(utf8, Rune.ToLowerInvariant, scratch);
    }

    private static Value Upper(in Value x, Scratch scratch)
    {
        var utf8 = x.Utf8;
        if (!utf8.ContainsAny(NotUpper)) return x;
        if (Ascii.IsValid(utf8))
        {
            Ascii.ToUpper(utf8, scratch.Take(utf8.Length), out var length);
            return scratch.Text(length);
        }

        return Mapped(utf8, Rune.ToUpperInvariant, scratch);
    }

    private static Value Title(in Value x, Scratch scratch)
    {
        var utf8 = x.Utf8;
        var output = scratch.Take((utf8.Length * 2) + 4);
        var length = 0;
        var inside = false;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            length += (inside ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune)).EncodeToUtf8(output[length..]);
            inside = Rune.IsLetterOrDigit(rune)
                || (inside && (rune.Value is '\'' or '\u2019' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark));
            utf8 = utf8[consumed..];
        }

        return scratch.Text(length);
    }

    private static Value Mapped(ReadOnlySpan<byte> utf8, Func<Rune, Rune> map, Scratch scratch)
    {
        // A character may become one of more bytes, at most three for two (ɐ U+0250 becomes Ɐ U+2C6F).
        var output = scratch.Take((utf8.Length * 2) + 4);
        var length = 0;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            length += map(rune).EncodeToUtf8(output[length..]);
            utf8 = utf8[consumed..];
        }

        return scratch.Text(length);
    }

    private static IEnumerable<byte> Letters(char first) => Enumerable.Range(first, 26).Select(letter => (byte)letter);
}

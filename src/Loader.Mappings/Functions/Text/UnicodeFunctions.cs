using System.Net;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>Functions that change how characters are written. Texts of ASCII characters come back as they are, without a copy.</summary>
internal static class UnicodeFunctions
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "strip_accents",
            Group = "text",
            Help = "The text without accents and other marks on its letters; ß, æ, ø, ł and the like become ss, ae, o, l.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"Crème Brûlée, Łódź, Straße\" | strip_accents", "\"Creme Brulee, Lodz, Strasse\""), new("strip_accents(\"plain\")", "\"plain\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, StripAccents),
        },
        new()
        {
            Name = "unicode_normalize",
            Group = "text",
            Help = "The text in one of Unicode's normal forms: nfc puts letters and marks together, nfd takes them apart; nfkc and nfkd also make ﬁ, ① and "
                + "full-width letters plain. Texts that look the same are then the same, for keys and hashes.",
            Parameters = [new("x", Kinds.Text), Parameter.Choice("form", "nfc", "nfd", "nfkc", "nfkd") with { Default = "\"nfc\"" }],
            Result = ValueKind.Text,
            Examples = [new("\"e\u0301\" | unicode_normalize", "\"é\""), new("unicode_normalize(\"ﬁ Ａ\", \"nfkc\")", "\"fi A\"")],
            Bind = arguments =>
            {
                var form = arguments.Text(1)!;
                var (compatible, composed) = (form.Contains('k', StringComparison.Ordinal), form.EndsWith('c'));
                return Implementation.Of(ValueKind.Text, (in x, scratch) =>
                    Ascii.IsValid(x.Utf8) ? x : Written(NormalForm.Of(x.Utf8, compatible, composed), scratch));
            },
        },
        new()
        {
            Name = "html_unescape",
            Group = "text",
            Help = "The text with HTML's character references (&amp;, &eacute;, &#8217;) as the characters themselves. Tags stay.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"Fish &amp; Chips &#8217;26\" | html_unescape", "\"Fish & Chips ’26\""), new("html_unescape(\"a & b\")", "\"a & b\"")],
            Bind = _ => Implementation.Of(
                ValueKind.Text,
                (in x, scratch) => x.Utf8.Contains((byte)'&') ? scratch.Copy(Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(x.Text))) : x),
        },
    ];

    /// <summary>The composed form, which texts that look the same have in common.</summary>
    internal static Value Composed(in Value x, Scratch scratch) =>
        Ascii.IsValid(x.Utf8) ? x : Written(NormalForm.Of(x.Utf8, compatible: false, composed: true), scratch);

    private static Value StripAccents(in Value x, Scratch scratch)
    {
        if (Ascii.IsValid(x.Utf8)) return x;
        var runes = PlainLetters.Decomposed(x.Utf8);
        return scratch.Text(PlainLetters.Write(runes, scratch.Take(runes.Count * PlainLetters.MostBytes)));
    }

    private static Value Written(List<Rune> runes, Scratch scratch)
    {
        var output = scratch.Take(runes.Count * 4);
        var length = 0;
        foreach (var rune in runes) length += rune.EncodeToUtf8(output[length..]);
        return scratch.Text(length);
    }
}

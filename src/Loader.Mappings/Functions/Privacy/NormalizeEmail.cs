using System.Text;
using Loader.Mappings.Functions.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>E-mail addresses in the one form that advertising destinations hash.</summary>
internal static class NormalizeEmail
{
    public static readonly FunctionEntry Entry = new()
    {
        Name = "normalize_email",
        Group = "privacy",
        Help = "The address without white space and in lower case, of a text such as Mary <mary@example.com> too: as Meta, TikTok, LinkedIn, Microsoft and "
            + "Pinterest hash it (\"plain\", \"meta\"). \"google\" also drops the dots and the +tag before @gmail.com and @googlemail.com. What is no address is a problem.",
        Parameters = [new("x", Kinds.Text), Parameter.Choice("mode", "plain", "google", "meta") with { Default = "\"plain\"" }],
        Result = ValueKind.Text,
        Examples =
        [
            new("\" Mary.Smith@Example.COM \" | normalize_email", "\"mary.smith@example.com\""),
            new("normalize_email(\"John.Smith+shop@gmail.com\", \"google\")", "\"johnsmith@gmail.com\""),
            new("normalize_email(\"john.smith@example.com\", \"google\")", "\"john.smith@example.com\""),
            new("normalize_email(\"Mary Smith <mary@example.com>\")", "\"mary@example.com\""), new("normalize_email(\"n/a\")", "ROW001"),
        ],
        Bind = arguments => arguments.Text(1) != "google"
            ? Implementation.Of(ValueKind.Text, Plain)
            : Implementation.Of(
                ValueKind.Text,
                (in x, scratch) => Plain(x, scratch) is { IsProblem: false } plain ? Google(plain, scratch) : Plain(x, scratch)),
    };

    private static Value Plain(in Value x, Scratch scratch)
    {
        var text = CaseFunctions.Lower(PartFunctions.Trim(x, scratch), scratch);
        if (text.Utf8 is [.., (byte)'>'] && text.Utf8.LastIndexOf((byte)'<') is >= 0 and var open)
            text = PartFunctions.Trim(Slices.Of(text, open + 1, text.Utf8.Length - open - 2), scratch);
        if (HasSpace(text.Utf8)) text = WithoutSpace(text.Utf8, scratch);
        return IsAddress(text.Utf8) ? text : Trouble.NotA(x, "an e-mail address", "try(normalize_email(x)) leaves such values out");
    }

    /// <summary>One @ with something on both sides, and nothing that separates or surrounds addresses. Whether it exists is another question.</summary>
    private static bool IsAddress(ReadOnlySpan<byte> utf8) =>
        utf8.IndexOf((byte)'@') is > 0 and var at && at < utf8.Length - 1 && utf8.LastIndexOf((byte)'@') == at && utf8.IndexOfAny("<>,;:"u8) < 0;

    private static bool HasSpace(ReadOnlySpan<byte> utf8)
    {
        foreach (var rune in Runes(utf8))
        {
            if (Rune.IsWhiteSpace(rune)) return true;
        }

        return false;
    }

    private static Value WithoutSpace(ReadOnlySpan<byte> utf8, Scratch scratch)
    {
        var output = scratch.Take(utf8.Length);
        var length = 0;
        foreach (var rune in Runes(utf8))
        {
            if (!Rune.IsWhiteSpace(rune)) length += rune.EncodeToUtf8(output[length..]);
        }

        return scratch.Text(length);
    }

    private static Value Google(in Value basic, Scratch scratch)
    {
        var utf8 = basic.Utf8;
        var at = utf8.LastIndexOf((byte)'@');
        if (at < 0 || !(utf8[at..].SequenceEqual("@gmail.com"u8) || utf8[at..].SequenceEqual("@googlemail.com"u8))) return basic;
        var output = scratch.Take(utf8.Length);
        var length = 0;
        foreach (var letter in utf8[..at])
        {
            if (letter == '+') break;
            if (letter != '.') output[length++] = letter;
        }

        utf8[at..].CopyTo(output[length..]);
        return scratch.Text(length + utf8.Length - at);
    }

    private static RuneEnumerator Runes(ReadOnlySpan<byte> utf8) => new(utf8);

    private ref struct RuneEnumerator(ReadOnlySpan<byte> utf8)
    {
        private ReadOnlySpan<byte> rest = utf8;

        public Rune Current { get; private set; }

        public readonly RuneEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (rest.IsEmpty) return false;
            Rune.DecodeFromUtf8(rest, out var rune, out var consumed);
            Current = rune;
            rest = rest[consumed..];
            return true;
        }
    }
}

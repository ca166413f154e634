using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>Telephone numbers in the one form that advertising destinations hash.</summary>
internal static class NormalizePhone
{
    private const string Hint = "try(normalize_phone(...)) leaves such numbers out";

    public static readonly FunctionEntry Entry = new()
    {
        Name = "normalize_phone",
        Group = "privacy",
        Help = "The number with its country's prefix and nothing but digits: \"e164\" begins with a plus sign, \"digits\" does not. "
            + "A number that begins with + or 00 brings its own prefix; "
            + "others get the given one in place of the trunk digit (0 in most countries; none in Italy, where the 0 belongs to the number).",
        Parameters =
        [
            new("x", Kinds.Of(ValueKind.Text, ValueKind.Integer)), new("country_prefix", Kinds.Of(ValueKind.Text, ValueKind.Integer)),
            Parameter.Choice("form", "e164", "digits") with { Default = "\"e164\"" },
        ],
        Result = ValueKind.Text,
        Examples =
        [
            new("\"(650) 555-1212\" | normalize_phone(\"1\")", "\"+16505551212\""), new("normalize_phone(\"0039 06 1234567\", \"+49\")", "\"+39061234567\""),
            new("normalize_phone(\"020 7946 0123\", \"44\", \"digits\")", "\"442079460123\""), new("normalize_phone(\"06 1234567\", \"39\")", "\"+39061234567\""),
            new("normalize_phone(\"+44 (0)20 7946 0123\", \"39\")", "\"+442079460123\""), new("normalize_phone(\"call me\", \"39\")", "ROW001"),
        ],
        Bind = arguments =>
        {
            var known = arguments.Constant(1) is { IsNull: false } constant ? Prefix(constant) : null;
            if (known is { Length: 0 })
            {
                arguments.Report(1, $"{Trouble.Quoted(arguments.Constant(1)!.Value)} is not a country's prefix", "\"39\" or \"+39\"");
                return null;
            }

            var plus = arguments.Text(2) == "e164";
            return Implementation.Of(ValueKind.Text, (in x, in prefix, scratch) => Normalize(x, prefix, known ?? Prefix(prefix), plus, scratch));
        },
    };

    private static Value Normalize(in Value x, in Value country, string prefix, bool plus, Scratch scratch)
    {
        const int Shortest = 7;
        const int Longest = 15;
        if (prefix.Length == 0) return Trouble.NotA(country, "a country's prefix", "\"39\" or \"+39\"");
        Span<byte> digits = stackalloc byte[24];
        var length = Digits(TextForm.Of(x, scratch).Utf8, digits, out var international);
        if (length < 0) return Trouble.NotA(x, "a telephone number", Hint);
        ReadOnlySpan<byte> number = digits[..length];
        if (!international && number.StartsWith("00"u8))
        {
            international = true;
            number = number[2..];
        }

        if (!international) number = number[TrunkDigits(number, prefix)..];
        var total = number.Length + (international ? 0 : prefix.Length);
        if (total is < Shortest or > Longest || (international && number[0] == '0')) return Trouble.NotA(x, "a telephone number", Hint);
        var output = scratch.Take(total + 1);
        var at = 0;
        if (plus) output[at++] = (byte)'+';
        if (!international) at += Encoding.ASCII.GetBytes(prefix, output[at..]);
        number.CopyTo(output[at..]);
        return scratch.Text(at + number.Length);
    }

    /// <summary>The digits; white space, dashes, points, slashes and brackets are passed over. -1 when something else is in it.</summary>
    private static int Digits(ReadOnlySpan<byte> utf8, Span<byte> digits, out bool international)
    {
        var length = 0;
        international = false;
        while (!utf8.IsEmpty)
        {
            // "(0)" is the trunk digit, written for those who call from inside; after a plus sign it is not dialled.
            if (international && utf8.StartsWith("(0)"u8))
            {
                utf8 = utf8[3..];
                continue;
            }

            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            utf8 = utf8[consumed..];
            if (rune.IsAscii && char.IsAsciiDigit((char)rune.Value))
            {
                if (length == digits.Length) return -1;
                digits[length++] = (byte)rune.Value;
            }
            else if (rune.Value == '+' && length == 0 && !international)
            {
                international = true;
            }
            else if (!Rune.IsWhiteSpace(rune) && rune.Value is not ('-' or '.' or '/' or '(' or ')' or '\u2010' or '\u2011' or '\u2012' or '\u2013'))
            {
                return -1;
            }
        }

        return length;
    }

    /// <summary>How many digits in front of a national number are dialled only inside its country.</summary>
    private static int TrunkDigits(ReadOnlySpan<byte> number, string prefix) => prefix switch
    {
        "39" or "378" => 0,
        "1" => number is [(byte)'1', ..] && number.Length == 11 ? 1 : 0,
        "7" => number is [(byte)'8', ..] && number.Length == 11 ? 1 : 0,
        "36" => number.StartsWith("06"u8) ? 2 : 0,
        _ => number is [(byte)'0', ..] ? 1 : 0,
    };

    /// <summary>The prefix without its plus sign; empty when it is none.</summary>
    private static string Prefix(in Value country)
    {
        var text = country.Kind == ValueKind.Text ? country.Text : country.ToString();
        var digits = text.StartsWith('+') ? text[1..] : text.StartsWith("00", StringComparison.Ordinal) ? text[2..] : text;
        return digits.Length is >= 1 and <= 3 && digits.All(char.IsAsciiDigit) && digits[0] != '0' ? digits : "";
    }
}

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
        Help = "The number with its country's calling code and nothing but digits: \"e164\" begins with a plus sign (Google, TikTok), \"digits\" does not (Meta, Microsoft, "
            + "Pinterest). A number that begins with + or 00 brings its own code; others are of the given country (IT, 39 or +39), whose trunk digit goes "
            + "(0 in most countries; none in Italy, where the 0 belongs to the number). \"country\" also refuses a number with more or fewer digits than the country's have.",
        Parameters =
        [
            new("x", Kinds.Of(ValueKind.Text, ValueKind.Integer)), new("country", Kinds.Of(ValueKind.Text, ValueKind.Integer)),
            Parameter.Choice("form", "e164", "digits") with { Default = "\"e164\"" }, Parameter.Choice("lengths", "any", "country") with { Default = "\"any\"" },
        ],
        Result = ValueKind.Text,
        Examples =
        [
            new("\"(650) 555-1212\" | normalize_phone(\"US\")", "\"+16505551212\""), new("normalize_phone(\"0039 06 1234567\", \"+49\")", "\"+39061234567\""),
            new(
                "normalize_phone(\"020 7946 0123\", \"GB\", \"digits\")",
                "\"442079460123\""), new("normalize_phone(\"06 1234567\", \"39\")", "\"+39061234567\""),
            new("normalize_phone(\"+44 (0)20 7946 0123\", \"IT\")", "\"+442079460123\""), new("normalize_phone(\"call me\", \"IT\")", "ROW001"),
            new(
                "normalize_phone(\"+33 1 23 45 67 890\", \"FR\")",
                "\"+331234567890\""), new("normalize_phone(\"+33 1 23 45 67 890\", \"FR\", lengths: \"country\")", "ROW001"),
        ],
        Bind = arguments =>
        {
            var constant = arguments.Constant(1) is { IsNull: false } written ? written : (Value?)null;
            var known = constant is { } country ? Plan(country) : null;
            if (constant is { } unknown && known is null)
            {
                arguments.Report(1, $"{Trouble.Quoted(unknown)} is neither a country nor a calling code", "\"IT\", \"39\" or \"+39\"");
                return null;
            }

            var plus = arguments.Text(2) == "e164";
            var exact = arguments.Text(3) == "country";
            return Implementation.Of(ValueKind.Text, (in x, in country, scratch) => Normalize(x, country, known ?? Plan(country), plus, exact, scratch));
        },
    };

    private static Value Normalize(in Value x, in Value country, PhonePlan? home, bool plus, bool exact, Scratch scratch)
    {
        const int Shortest = 7;
        const int Longest = 15;
        if (home is null) return Trouble.NotA(country, "a country or a calling code", "\"IT\", \"39\" or \"+39\"");
        Span<byte> digits = stackalloc byte[24];
        var length = Digits(TextForm.Of(x, scratch).Utf8, digits, out var international);
        if (length < 0) return Trouble.NotA(x, "a telephone number", Hint);
        ReadOnlySpan<byte> number = digits[..length];
        if (!international && number.StartsWith("00"u8))
        {
            international = true;
            number = number[2..];
        }

        if (international)
        {
            if (PhonePlan.OfNumber(number) is not { } plan) return Trouble.NotA(x, "a telephone number: no country has such a beginning", Hint);
            number = WithoutTrunk(number[plan.Code.Length..], plan);
            home = plan;
        }
        else
        {
            number = WithoutTrunk(number, home);
        }

        if (number.Length + home.Code.Length is < Shortest or > Longest) return Trouble.NotA(x, "a telephone number", Hint);
        if (exact && (number.Length < home.Least || number.Length > home.Most))
            return Trouble.NotA(x, $"a telephone number of +{home.Code}: it would have {number.Length} digits behind the code", Hint);
        var output = scratch.Take(number.Length + home.Code.Length + 1);
        var at = 0;
        if (plus) output[at++] = (byte)'+';
        at += Encoding.ASCII.GetBytes(home.Code, output[at..]);
        number.CopyTo(output[at..]);
        return scratch.Text(at + number.Length);
    }

    /// <summary>The number without what is dialled before it inside the country, unless it would be too short then.</summary>
    private static ReadOnlySpan<byte> WithoutTrunk(ReadOnlySpan<byte> number, PhonePlan plan)
    {
        var trunk = plan.Trunk.Length;
        if (trunk == 0 || number.Length - trunk < plan.Least || !Ascii.Equals(number[..trunk], plan.Trunk)) return number;

        // Where the trunk digit may also begin a number (1 and 7), it goes only when the number is too long with it.
        return plan.Trunk[0] == '0' || number.Length > plan.Most || plan.Code == "7" && number.Length == 11 ? number[trunk..] : number;
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

    private static PhonePlan? Plan(in Value country) => PhonePlan.Find(country.Kind == ValueKind.Text ? country.Text.Trim() : country.ToString());
}

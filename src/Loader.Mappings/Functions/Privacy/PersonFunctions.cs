using System.Globalization;
using System.Text;
using Loader.Mappings.Functions.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>Names and addresses of people in the one form that advertising destinations hash. Composed characters (NFC), since a hash sees bytes.</summary>
internal static class PersonFunctions
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "normalize_name",
            Group = "privacy",
            Help = "A first or last name in lower case without white space around it: \"plain\" (Google Ads) keeps the rest, \"meta\" drops "
                + "punctuation, \"ga4\" digits and symbols too. Accents stay.",
            Parameters = [new("x", Kinds.Text), Parameter.Choice("mode", "plain", "meta", "ga4") with { Default = "\"plain\"" }],
            Result = ValueKind.Text,
            Examples =
            [
                new("normalize_name(\" Mary-Ann \")", "\"mary-ann\""), new("normalize_name(\"O'Neill, Jr.\", \"meta\")", "\"oneill jr\""),
                new("normalize_name(\"Valéry 2nd\", \"ga4\")", "\"valéry nd\""),
            ],
            Bind = arguments =>
            {
                var mode = arguments.Text(1)!;
                return Implementation.Of(ValueKind.Text, (in x, scratch) => mode switch
                {
                    "plain" => Lower(x, scratch),
                    "meta" => Kept(Lower(x, scratch), static rune => !Rune.IsPunctuation(rune), scratch),
                    _ => Kept(Lower(x, scratch), static rune => Rune.IsLetter(rune) || IsMark(rune) || Rune.IsWhiteSpace(rune), scratch),
                });
            },
        },
        new()
        {
            Name = "normalize_city",
            Group = "privacy",
            Help = "A city in lower case with nothing but its letters and digits, as Meta hashes it.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("normalize_city(\"St. Gallen\")", "\"stgallen\""), new("normalize_city(\"São Paulo\")", "\"sãopaulo\"")],
            Bind = _ => Implementation.Of(
                ValueKind.Text,
                (in x, scratch) => Kept(Lower(x, scratch), static rune => Rune.IsLetterOrDigit(rune) || IsMark(rune), scratch)),
        },
        new()
        {
            Name = "normalize_state",
            Group = "privacy",
            Help = "A state or region in lower case with nothing but its letters and digits; the names of the states of the USA become their two "
                + "letters, as Meta hashes them.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples =
            [
                new("normalize_state(\"New York\")", "\"ny\""),
                new("normalize_state(\"CA\")", "\"ca\""),
                new("normalize_state(\"Baden-Württemberg\")", "\"badenwürttemberg\""),
            ],
            Bind = _ => Implementation.Of(ValueKind.Text, State),
        },
        new()
        {
            Name = "normalize_postcode",
            Group = "privacy",
            Help = "A postal code in lower case without spaces and dashes; of a code of the USA the first five digits. The country is its two letters.",
            Parameters = [new("x", Kinds.Text), new("country", Kinds.Text) { Default = "\"\"" }],
            Result = ValueKind.Text,
            Examples =
            [
                new("normalize_postcode(\" SW1A 1AA \")", "\"sw1a1aa\""), new("normalize_postcode(\"94035-1234\", \"US\")", "\"94035\""), new("normalize_postcode(\"00-950\", \"PL\")", "\"00950\""),
            ],
            Bind = arguments => arguments.Count == 1
                ? Implementation.Of(ValueKind.Text, (in x, scratch) => Postcode(x, default, scratch))
                : Implementation.Of(ValueKind.Text, (in x, in country, scratch) => Postcode(x, country.Utf8, scratch)),
        },
        new()
        {
            Name = "normalize_country",
            Group = "privacy",
            Help = "A country's two letters of ISO 3166-1 in lower case (Meta) or upper case (Google), from its two or three letters. What is no "
                + "country is a problem.",
            Parameters = [new("x", Kinds.Text), Parameter.Choice("case", "lower", "upper") with { Default = "\"lower\"" }],
            Result = ValueKind.Text,
            Examples =
            [
                new("normalize_country(\"ITA\")", "\"it\""),
                new("normalize_country(\"us\", \"upper\")", "\"US\""),
                new("normalize_country(\"Italy\")", "ROW001"),
            ],
            Bind = arguments =>
            {
                var upper = arguments.Text(1) == "upper";
                return Implementation.Of(ValueKind.Text, (in x, scratch) => Country(x, upper, scratch));
            },
        },
    ];

    private static readonly Lazy<Dictionary<string, string>> States = new(static () => (
        "alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct delaware de districtofcolumbia dc florida fl georgia ga hawaii hi idaho id "
        + "illinois il indiana in iowa ia kansas ks kentucky ky louisiana la maine me maryland md massachusetts ma michigan mi minnesota mn mississippi ms missouri mo "
        + "montana mt nebraska ne nevada nv newhampshire nh newjersey nj newmexico nm newyork ny northcarolina nc northdakota nd ohio oh oklahoma ok oregon or "
        + "pennsylvania pa rhodeisland ri southcarolina sc southdakota sd tennessee tn texas tx utah ut vermont vt virginia va washington wa westvirginia wv "
        + "wisconsin wi wyoming wy").Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));

    private static Value Lower(in Value x, Scratch scratch) => CaseFunctions.Lower(UnicodeFunctions.Composed(PartFunctions.Trim(x, scratch), scratch), scratch);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The characters that are kept, without white space around them.</summary>
    private static Value Kept(in Value x, Func<Rune, bool> keep, Scratch scratch)
    {
        var utf8 = x.Utf8;
        var output = scratch.Take(utf8.Length);
        var length = 0;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            if (keep(rune)) length += rune.EncodeToUtf8(output[length..]);
            utf8 = utf8[consumed..];
        }

        return PartFunctions.Trim(scratch.Text(length), scratch);
    }

    private static Value State(in Value x, Scratch scratch)
    {
        var plain = Kept(Lower(x, scratch), static rune => Rune.IsLetterOrDigit(rune) || IsMark(rune), scratch);
        return plain.Utf8.Length > 2 && States.Value.TryGetValue(plain.Text, out var letters) ? scratch.Copy(Encoding.ASCII.GetBytes(letters)) : plain;
    }

    private static Value Postcode(in Value x, ReadOnlySpan<byte> country, Scratch scratch)
    {
        const int DigitsOfTheUsa = 5;
        var plain = Kept(Lower(x, scratch), static rune => Rune.IsLetterOrDigit(rune), scratch);
        var cut = Ascii.EqualsIgnoreCase(country, "us") && plain.Utf8.Length > DigitsOfTheUsa;
        return cut ? Slices.Of(plain, 0, DigitsOfTheUsa) : plain;
    }

    private static Value Country(in Value x, bool upper, Scratch scratch)
    {
        var written = PartFunctions.Trim(x, scratch);
        if (written.Utf8.Length is not (2 or 3) || Countries.Find(written.Text) is not { } letters)
            return Trouble.NotA(x, "a country's two or three letters", "names of countries: a table under tables, and lookup(\"countries\", x)");
        return scratch.Copy(Encoding.ASCII.GetBytes(upper ? letters : letters.ToLowerInvariant()));
    }
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;
using Loader.Mappings.Tests.Expressions;

namespace Loader.Mappings.Tests.Functions;

/// <summary>Tables of what others compute for the same inputs.</summary>
public sealed class VectorTests
{
    public static TheoryData<string, string> UserAgents()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in Lines("user-agents.txt")) data.Add(line[..4], line[5..]);
        return data;
    }

    [Theory]
    [MemberData(nameof(UserAgents))]
    public void A_user_agent_is_rare_when_the_library_finds_it_rare(string verdict, string agent) =>
        Assert.Equal(verdict == "keep" ? agent : "Rare user agent", Evaluated.Of("cell | anonymize_user_agent", ("cell", Value.Of(agent))).Text);

    [Fact]
    public void Normal_forms_are_those_of_the_standard()
    {
        foreach (var line in Lines("normalization-vectors.txt"))
        {
            var forms = line.Split('|')
                .Select(codes => string.Concat(codes.Split(' ').Select(code => char.ConvertFromUtf32(Convert.ToInt32(code, 16)))))
                .ToList();
            foreach (var (form, expected) in new[] { ("nfc", forms[1]), ("nfd", forms[2]), ("nfkc", forms[3]), ("nfkd", forms[4]) })
            {
                var actual = Evaluated.Of($"cell | unicode_normalize(\"{form}\")", ("cell", Value.Of(forms[0]))).Text;
                Assert.True(
                    expected == actual,
                    $"{form} of {line}: {string.Join(' ', actual.EnumerateRunes().Select(rune => rune.Value.ToString("X", System.Globalization.CultureInfo.InvariantCulture)))}");
            }
        }
    }

    [Theory]
    [InlineData("IT 06 6982 1234", "+390669821234")]
    [InlineData("IT 347 123 4567", "+393471234567")]
    [InlineData("DE 030 123456", "+4930123456")]
    [InlineData("DE 0151 23456789", "+4915123456789")]
    [InlineData("US (650) 555-1212", "+16505551212")]
    [InlineData("US 1-650-555-1212", "+16505551212")]
    [InlineData("CA 416.555.0199", "+14165550199")]
    [InlineData("GB 020 7946 0123", "+442079460123")]
    [InlineData("FR 01 23 45 67 89", "+33123456789")]
    [InlineData("ES 912 345 678", "+34912345678")]
    [InlineData("CH 044 668 18 00", "+41446681800")]
    [InlineData("AT 01 5133330", "+4315133330")]
    [InlineData("NL 010 123 4567", "+31101234567")]
    [InlineData("BE 02 555 12 12", "+3225551212")]
    [InlineData("PL 22 123 45 67", "+48221234567")]
    [InlineData("HU 06 1 234 5678", "+3612345678")]
    [InlineData("RU 8 (912) 345-67-89", "+79123456789")]
    [InlineData("RU 812 345 67 89", "+78123456789")]
    [InlineData("SE 08-123 456 78", "+46812345678")]
    [InlineData("NO 22 12 34 56", "+4722123456")]
    [InlineData("DK 32 12 34 56", "+4532123456")]
    [InlineData("JP 03-1234-5678", "+81312345678")]
    [InlineData("AU (02) 9374 4000", "+61293744000")]
    [InlineData("BR (11) 96123-4567", "+5511961234567")]
    [InlineData("IN 098765 43210", "+919876543210")]
    [InlineData("MX 55 1234 5678", "+525512345678")]
    [InlineData("IT +41 44 668 18 00", "+41446681800")]
    [InlineData("IT 0041 44 668 18 00", "+41446681800")]
    public void Telephone_numbers_are_those_that_libphonenumber_makes(string text, string expected) =>
        Assert.Equal(expected, Evaluated.Of($"cell | normalize_phone(\"{text[..2]}\", lengths: \"country\")", ("cell", Value.Of(text[3..]))).Text);

    [Theory]
    [InlineData("", "00000000")]
    [InlineData("a", "e8b7be43")]
    [InlineData("The quick brown fox jumps over the lazy dog", "414fa339")]
    public void Checksums_are_those_of_zip(string text, string expected) =>
        Assert.Equal(
            expected,
            Evaluated.Of("cell | crc32", ("cell", Value.Of(text))).Integer.ToString("x8", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("my-secret$12.34.56.78$user-agent")]
    [InlineData("17")]
    [InlineData("é😀")]
    public void Client_ids_are_those_of_the_library(string secret)
    {
        var expected =
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("analytical-googleanalytics-client" + secret)));

        Assert.Equal(expected, Evaluated.Of("cell | ga_client_id", ("cell", Value.Of(secret))).Text);
    }

    [Theory]
    [InlineData("base64", "from_base64")]
    [InlineData("base64url", "from_base64url")]
    [InlineData("hex", "from_hex")]
    [InlineData("url_encode", "url_decode")]
    [InlineData("url_encode(\"form\")", "url_decode(\"form\")")]
    [InlineData("json", "parse_json")]
    public void What_is_encoded_is_decoded_again(string encode, string decode) =>
        Prop.ForAll<string>(raw =>
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(raw ?? ""));
            return Evaluated.Of($"cell | {encode} | {decode} | text", typed: false, ("cell", Value.Of(text))).Text == text;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("normalize_name")]
    [InlineData("normalize_name(\"meta\")")]
    [InlineData("normalize_name(\"ga4\")")]
    [InlineData("normalize_city")]
    [InlineData("normalize_state")]
    [InlineData("normalize_postcode")]
    [InlineData("collapse_spaces")]
    [InlineData("strip_accents")]
    [InlineData("unicode_normalize(\"nfkc\")")]
    [InlineData("title")]
    [InlineData("anonymize_ip")]
    [InlineData("anonymize_user_agent")]
    [InlineData("anonymize_user_agent(\"reduce\")")]
    [InlineData("sha256_once")]
    public void Doing_it_twice_is_doing_it_once(string function) =>
        Prop.ForAll<NonEmptyString>(raw =>
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(raw.Get));
            var once = Evaluated.Of($"cell | {function}", ("cell", Value.Of(text)));
            return once.IsNull || once.Equals(Evaluated.Of($"cell | {function}", ("cell", once)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_address_leaves_with_its_end() =>
        Prop.ForAll<uint, uint>((high, low) =>
        {
            var four = new System.Net.IPAddress(high).ToString();
            var six = new System.Net.IPAddress([
                .. BitConverter.GetBytes(high),
                .. BitConverter.GetBytes(low),
                .. BitConverter.GetBytes(high),
                .. BitConverter.GetBytes(~low),
            ]).ToString();
            return Evaluated.Of("cell | anonymize_ip", ("cell", Value.Of(four))).Text.EndsWith(".0.0", StringComparison.Ordinal)
                && Evaluated.Of("cell | anonymize_ip", ("cell", Value.Of(six))).Text is var shown && (shown.EndsWith("::", StringComparison.Ordinal)
                    || shown.EndsWith(".0.0", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(GoldenFile.Tests, "Functions", file)).Where(line => line.Length > 0 && line[0] != '#');
}

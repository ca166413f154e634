using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Loader.Options;

namespace Loader.Tests.Options;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("nothing here", "nothing here")]
    [InlineData("key p@ss/w+rd!", "key [secret]")]
    [InlineData("p@ss/w+rd!p@ss/w+rd!", "[secret][secret]")]
    [InlineData("?key=p%40ss%2Fw%2Brd%21&x", "?key=[secret]&x")]
    [InlineData("?key=p%40ss%2fw%2brd%21&x", "?key=[secret]&x")]
    public void A_secret_is_hidden_wherever_it_stands_also_percent_encoded(string text, string shown) =>
        Assert.Equal(shown, Of("p@ss/w+rd!").Redact(text));

    [Fact]
    public void And_escaped_as_in_JSON()
    {
        var secrets = Of("a\"b\\c<d");

        Assert.Equal("{\"k\":\"[secret]\"}", secrets.Redact("""{"k":"a\"b\\c<d"}"""));
        Assert.Equal("{\"k\":\"[secret]\"}", secrets.Redact(JsonSerializer.Serialize(new Dictionary<string, string> { ["k"] = "a\"b\\c<d" })));
    }

    [Theory]
    [InlineData("abcdefgh", "[secret]")]
    [InlineData("xabcdefx", "x[secret]x")]
    [InlineData("abcdef", "[secret]")]
    [InlineData("cdefgh", "[secret]")]
    public void Of_secrets_that_overlap_no_part_stays(string text, string shown) => Assert.Equal(shown, Of("abcdef", "cdefgh").Redact(text));

    [Fact]
    public void The_mask_itself_is_not_hidden_again() => Assert.Equal("[secret] and [secret]", Of("secret", "long-value").Redact("long-value and secret"));

    [Fact]
    public void Very_short_values_are_not_hidden_since_they_stand_everywhere() => Assert.Equal("a1b", Of("a1b", "").Redact("a1b"));

    [Fact]
    public void No_secret_survives_in_any_text() =>
        Prop.ForAll(
            Gen.Elements("ab", "ba", "aab", "%41", "/", " ", "é").ListOf().Select(string.Concat).Where(text => text.Length >= 4).ToArbitrary(),
            Gen.Elements("ab", "ba", "aab", "%41", "/", " ", "é").ListOf().Select(string.Concat).ToArbitrary(),
            (secret, rest) =>
            {
                var shown = Of(secret).Redact(rest + secret + rest + Uri.EscapeDataString(secret) + rest);
                return !shown.Contains(secret, StringComparison.Ordinal) && shown.Contains("[secret]", StringComparison.Ordinal);
            }).QuickCheckThrowOnFailure();

    private static Secrets Of(params string[] values)
    {
        var secrets = new Secrets();
        foreach (var value in values) secrets.Add(value);
        return secrets;
    }
}

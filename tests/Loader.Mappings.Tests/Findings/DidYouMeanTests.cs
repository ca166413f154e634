using Loader.Mappings.Findings;

namespace Loader.Mappings.Tests.Findings;

public class DidYouMeanTests
{
    private static readonly string[] Known = ["lower", "upper", "trim", "sha256", "normalize_email", "order_id", "Order Date", "id", "total"];

    [Theory]
    [InlineData("lowr", "lower")]
    [InlineData("lowre", "lower")]
    [InlineData("LOWER", "lower")]
    [InlineData("uper", "upper")]
    [InlineData("sha-256", "sha256")]
    [InlineData("sha265", "sha256")]
    [InlineData("normalise_email", "normalize_email")]
    [InlineData("normalizeEmail", "normalize_email")]
    [InlineData("orderid", "order_id")]
    [InlineData("order_date", "Order Date")]
    [InlineData("totl", "total")]
    [InlineData("di", "id")]
    [InlineData("price", null)]
    [InlineData("sum", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_suggested_only_when_it_is_near(string word, string? expected) =>
        Assert.Equal(expected, DidYouMean.Nearest(word, Known));

    [Fact]
    public void A_hint_is_a_question() => Assert.Equal("did you mean 'lower'?", DidYouMean.Hint("lowr", Known));

    [Fact]
    public void Of_two_equally_near_words_the_first_is_taken() => Assert.Equal("ab", DidYouMean.Nearest("ax", ["ab", "ac"]));

    [Fact]
    public void Nothing_known_means_nothing_meant() => Assert.Null(DidYouMean.Hint("x", []));

    [Fact]
    public void A_very_long_word_costs_nothing_and_means_nothing() => Assert.Null(DidYouMean.Nearest(new string('x', 1_000_000), [new string('y', 1_000_000)]));
}

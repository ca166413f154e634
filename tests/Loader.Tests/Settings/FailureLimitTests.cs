using Loader.Settings;

namespace Loader.Tests.Settings;

public sealed class FailureLimitTests
{
    [Theory]
    [InlineData("100", "100")]
    [InlineData("0", "0")]
    [InlineData(" 7 ", "7")]
    [InlineData("2%", "2%")]
    [InlineData("2 %", "2%")]
    [InlineData("0.5%", "0.5%")]
    [InlineData("0.0001%", "0.0001%")]
    [InlineData("0%", "0%")]
    [InlineData("100%", "100%")]
    [InlineData("2% of last 1000", "2% of last 1000")]
    [InlineData("0.5 %  of last  20000 ", "0.5% of last 20000")]
    public void A_limit_is_a_number_of_rows_or_a_share(string text, string shown) => Assert.Equal(shown, FailureLimit.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("%")]
    [InlineData("101%")]
    [InlineData("-2%")]
    [InlineData("NaN%")]
    [InlineData("-Infinity%")]
    [InlineData("1e2")]
    [InlineData("5 of last 1000")]
    [InlineData("2% of last")]
    [InlineData("2% of last 0")]
    [InlineData("2% of last -5")]
    [InlineData("2% of last 10% of last 5")]
    public void Anything_else_is_none(string text) => Assert.Null(FailureLimit.Parse(text));

    [Theory]
    [InlineData("0", 0, 5_000, false)]
    [InlineData("0", 1, 1, true)]
    [InlineData("100", 100, 100, false)]
    [InlineData("100", 101, 101, true)]
    [InlineData("2%", 20, 1_000, false)]
    [InlineData("2%", 21, 1_000, true)]
    [InlineData("29%", 290, 1_000, false)]
    [InlineData("29%", 291, 1_000, true)]
    [InlineData("0%", 1, 1_000, true)]
    [InlineData("0%", 1, 1, true)]
    [InlineData("0% of last 1000", 1, 1, true)]
    [InlineData("2%", 3, 100, true)]
    [InlineData("2%", 2, 100, false)]
    [InlineData("100%", 1_000, 1_000, false)]
    public void More_than_the_limit_is_too_many(string limit, long failed, long settled, bool exceeded) =>
        Assert.Equal(exceeded, FailureLimit.Parse(limit)!.IsExceeded(failed, settled));

    [Fact]
    public void A_share_of_few_rows_says_nothing()
    {
        var limit = FailureLimit.Parse("2%")!;

        Assert.False(limit.IsExceeded(FailureLimit.LeastSample - 1, FailureLimit.LeastSample - 1));
        Assert.True(limit.IsExceeded(FailureLimit.LeastSample - 1, FailureLimit.LeastSample));
    }

    [Theory]
    [InlineData("50%", 1, 3, false)]
    [InlineData("50%", 2, 3, true)]
    [InlineData("50%", 0, 0, false)]
    [InlineData("10% of last 1000", 2, 3, true)]
    [InlineData("1", 3, 3, false)]
    public void At_the_end_a_share_of_few_rows_is_the_share_of_all(string limit, long failed, long rows, bool exceeded) =>
        Assert.Equal(exceeded, FailureLimit.Parse(limit)!.IsExceededInAll(failed, rows));

    [Fact]
    public void Without_a_limit_any_number_may_fail()
    {
        Assert.False(FailureLimit.None.IsExceeded(long.MaxValue, long.MaxValue));
        Assert.Equal("none", FailureLimit.None.ToString());
    }
}

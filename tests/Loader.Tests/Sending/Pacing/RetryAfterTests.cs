using Loader.Sending.Pacing;

namespace Loader.Tests.Sending.Pacing;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("2", 2)]
    [InlineData("0", 0)]
    [InlineData(" 7 ", 7)]
    [InlineData("300", 300)]
    [InlineData("301", 300)]
    [InlineData("99999999999999999999", 300)]
    [InlineData("Sun, 01 Mar 2026 10:00:30 GMT", 30)]
    [InlineData("Sunday, 01-Mar-26 10:00:30 GMT", 30)]
    [InlineData("Sun, 01 Mar 2026 09:59:00 GMT", 0)]
    [InlineData("Mon, 01 Mar 2027 10:00:00 GMT", 300)]
    public void Both_forms_are_read_and_capped(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Read(text, answered: null, Now, Longest));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("Sun, 99 Mar 2026 10:00:30 GMT")]
    public void What_cannot_be_read_says_nothing(string text) => Assert.Null(RetryAfter.Read(text, answered: null, Now, Longest));

    [Fact]
    public void A_date_is_held_against_the_answers_own_date_so_that_wrong_clocks_do_not_matter() =>
        Assert.Equal(TimeSpan.FromSeconds(20), RetryAfter.Read("Sun, 01 Mar 2026 12:00:20 GMT", Now.AddHours(2), Now, Longest));
}

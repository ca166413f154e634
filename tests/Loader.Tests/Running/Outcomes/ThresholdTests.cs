using Loader.Books;
using Loader.Running.Outcomes;
using Loader.Settings;

namespace Loader.Tests.Running.Outcomes;

public sealed class ThresholdTests
{
    private int calls;

    [Fact]
    public void The_first_row_beyond_the_limit_asks_for_the_stop_and_no_other_does()
    {
        var threshold = Of("2");

        threshold.Failed();
        threshold.Failed();
        Assert.Equal(0, calls);
        threshold.Failed();
        threshold.Failed();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Rows_of_earlier_runs_count()
    {
        var threshold = Of("2", new() { Failed = 2, Sent = 10 });

        threshold.Failed();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_share_is_one_of_the_rows_that_have_an_outcome()
    {
        var threshold = Of("10%");

        for (var i = 0; i < 10; i++) threshold.Failed();
        Assert.Equal(0, calls);
        threshold.Settled(90);
        Assert.Equal(0, calls);
        threshold.Failed();
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("0%")]
    [InlineData("0% of last 1000")]
    [InlineData("0")]
    public void Where_none_may_fail_the_first_that_does_asks_for_the_stop(string limit)
    {
        var threshold = Of(limit);

        threshold.Settled();
        Assert.False(threshold.IsExceeded);
        threshold.Failed();
        Assert.Equal((1, true), (calls, threshold.IsExceeded));
    }

    [Fact]
    public void Of_the_last_rows_older_ones_are_forgotten_and_a_burst_is_seen()
    {
        var threshold = Of("10% of last 100");

        for (var i = 0; i < 10; i++) threshold.Failed();
        threshold.Settled(100_000);
        for (var i = 0; i < 10; i++) threshold.Failed();
        Assert.Equal(0, calls);
        threshold.Failed();
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("2%", 59)]
    [InlineData("2% of last 1000", 59)]
    [InlineData("2% of last 100", 59)]
    [InlineData("2% of last 50", 9)]
    public void A_burst_before_the_sample_is_complete_is_seen_by_the_row_that_completes_it(string limit, int good)
    {
        var threshold = Of(limit);

        for (var i = 0; i < 40; i++) threshold.Failed();
        threshold.Settled(good);
        Assert.Equal(0, calls);
        threshold.Settled();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Rows_that_wait_for_their_answers_count_among_those_a_share_is_of()
    {
        var threshold = Of("2%");

        threshold.Reading(3_000);
        for (var i = 0; i < 60; i++) threshold.Failed();
        threshold.Settled(1_000);
        Assert.Equal(0, calls);
        threshold.Failed();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_window_that_is_not_full_says_nothing()
    {
        var threshold = Of("10% of last 100");

        for (var i = 0; i < 99; i++) threshold.Failed();
        Assert.Equal(0, calls);
        threshold.Failed();
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Without_a_limit_nothing_stops()
    {
        var threshold = new Threshold(FailureLimit.None, () => calls++, Counts.None);

        for (var i = 0; i < 10_000; i++) threshold.Failed();
        Assert.Equal(0, calls);
    }

    [Fact]
    public void Of_many_threads_one_asks_for_the_stop()
    {
        var asked = 0;
        var threshold = new Threshold(FailureLimit.Parse("50")!, () => Interlocked.Increment(ref asked), Counts.None);

        Parallel.For(0, 200, _ => threshold.Failed());
        Assert.Equal(1, asked);
    }

    private Threshold Of(string limit, Counts? before = null) => new(FailureLimit.Parse(limit)!, () => calls++, before ?? Counts.None);
}

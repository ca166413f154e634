using Loader.Books.RowBytes;
using Loader.Running.Making;
using Loader.Sending;
using Loader.Settings;
using Loader.Tests.Sending;

namespace Loader.Tests.Running.Making;

public sealed class RowPolicyTests
{
    [Theory]
    [InlineData(nameof(RowState.NotReached), true, false)]
    [InlineData(nameof(RowState.ToRetry), true, true)]
    [InlineData(nameof(RowState.Leaving), false, false)]
    [InlineData(nameof(RowState.Sent), false, false)]
    [InlineData(nameof(RowState.Failed), false, false)]
    [InlineData(nameof(RowState.Skipped), false, false)]
    public void A_row_that_has_an_outcome_keeps_it_and_a_run_of_retries_takes_nothing_else(string state, bool leaves, bool leavesInRetries)
    {
        Assert.Equal(leaves, new RowPolicy { Resend = true }.MayLeave(Enum.Parse<RowState>(state)));
        Assert.Equal(leavesInRetries, new RowPolicy { Resend = true, OnlyRetries = true }.MayLeave(Enum.Parse<RowState>(state)));
    }

    [Fact]
    public void Every_state_is_decided() => Assert.Equal(7, Enum.GetValues<RowState>().Length);

    [Theory]
    [InlineData(UncertainPolicy.Resend, false, true)]
    [InlineData(UncertainPolicy.Resend, true, true)]
    [InlineData(UncertainPolicy.Hold, false, false)]
    [InlineData(UncertainPolicy.Hold, true, false)]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    public void The_mapping_decides_and_without_its_word_whether_repeats_are_ignored(UncertainPolicy? policy, bool ignoresRepeats, bool resend) =>
        Assert.Equal(resend, Of(policy, ignoresRepeats, null).MayLeaveAgain(1, sinceLeft: null));

    [Theory]
    [InlineData(1, true)]
    [InlineData(43, true)]
    [InlineData(44, false)]
    [InlineData(49, false)]
    [InlineData(null, false)]
    public void Where_repeats_are_ignored_for_a_while_rows_are_resent_within_it_and_held_after(int? hoursAgo, bool resend) =>
        Assert.Equal(resend, Of(null, true, TimeSpan.FromHours(48)).MayLeaveAgain(1, hoursAgo is { } hours ? TimeSpan.FromHours(hours) : null));

    [Fact]
    public void The_word_of_the_mapping_knows_no_window() =>
        Assert.True(Of(UncertainPolicy.Resend, true, TimeSpan.FromHours(48)).MayLeaveAgain(1, TimeSpan.FromDays(30)));

    [Fact]
    public void A_person_may_have_some_rows_sent_again_that_the_policy_holds()
    {
        var policy = Of(UncertainPolicy.Hold, false, null) with { Settlement = new(SettleAs.Resend, new HashSet<long> { 4 }) };

        Assert.Equal((true, false), (policy.MayLeaveAgain(4, null), policy.MayLeaveAgain(5, null)));
    }

    private static RowPolicy Of(UncertainPolicy? policy, bool ignoresRepeats, TimeSpan? window) =>
        RowPolicy.Of(new() { Uncertain = policy }, new TestProtocol(new("http://localhost/")) { IgnoresRepeats = ignoresRepeats, RepeatWindow = window });
}

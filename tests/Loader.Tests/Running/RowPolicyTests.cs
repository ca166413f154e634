using Loader.Books;
using Loader.Running;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Running;

public sealed class RowPolicyTests
{
    [Theory]
    [InlineData(nameof(RowState.NotReached), true, true)]
    [InlineData(nameof(RowState.Uncertain), false, true)]
    [InlineData(nameof(RowState.Leaving), false, false)]
    [InlineData(nameof(RowState.Sent), false, false)]
    [InlineData(nameof(RowState.Failed), false, false)]
    [InlineData(nameof(RowState.Skipped), false, false)]
    public void A_row_that_has_an_outcome_keeps_it_and_only_doubt_is_a_matter_of_policy(string state, bool held, bool resent)
    {
        Assert.Equal(held, new RowPolicy(Resend: false).MayLeave(Enum.Parse<RowState>(state)));
        Assert.Equal(resent, new RowPolicy(Resend: true).MayLeave(Enum.Parse<RowState>(state)));
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
        Assert.Equal(resend, RowPolicy.Of(new() { Uncertain = policy }, new TestProtocol(new("http://localhost/")) { IgnoresRepeats = ignoresRepeats }).Resend);
}

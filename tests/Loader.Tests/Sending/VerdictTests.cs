using Loader.Sending;

namespace Loader.Tests.Sending;

public sealed class VerdictTests
{
    private static readonly Reply Refused = new Reply.Answered(new Answer.Refused("bad", "a reason"));

    public static TheoryData<string, bool, bool, string> Table => new()
    {
        // what is known      in doubt  ignores repeats  outcome
        { "accepted", false, false, "sent" },
        { "accepted", true, false, "sent" },
        { "refused", false, false, "failed bad" },
        { "refused", true, false, "uncertain" },
        { "refused", true, true, "failed bad" },
        { "used up", false, false, "failed attempts_used_up" },
        { "used up", true, false, "uncertain" },
        { "used up", true, true, "uncertain" },
        { "lost", true, false, "uncertain" },
        { "stopped", false, false, "not reached" },
        { "stopped", true, false, "uncertain" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_outcome_says_no_more_than_is_known(string known, bool inDoubt, bool ignoresRepeats, string outcome)
    {
        Reply reply = known switch
        {
            "accepted" => Reply.Answered.Accepted,
            "refused" => Refused,
            "used up" => new Reply.UsedUp("status 500"),
            "lost" => new Reply.Lost("no answer"),
            _ => Reply.Stopped.Instance,
        };

        Assert.Equal(outcome, Words(Verdict.On(reply, inDoubt, ignoresRepeats)));
    }

    [Fact]
    public void Nine_of_ten_accepted_is_nine_sent_and_the_one_named_failed()
    {
        var outcomes = new Outcome[10];
        Verdict.OnEach(new([new(6, "bad_value", "value is negative")]), outcomes, ignoresRepeats: false, _ => false);

        Assert.Equal(9, outcomes.Count(outcome => outcome is Outcome.Sent));
        Assert.Equal(new Outcome.Failed("bad_value", "value is negative"), outcomes[6]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_answer_that_names_an_event_which_cannot_be_leaves_all_uncertain(int index)
    {
        var outcomes = new Outcome[10];
        Verdict.OnEach(new([new(3, "bad", ""), new(index, "bad", "")]), outcomes, ignoresRepeats: false, _ => false);

        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Uncertain>(outcome));
    }

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Sent => "sent",
        Outcome.Failed failed => $"failed {failed.Code}",
        Outcome.Uncertain => "uncertain",
        _ => "not reached",
    };
}

namespace Loader.Sending;

/// <summary>What becomes of a parcel, from what is known of its request. Pure: the rules of the promise in one place.</summary>
internal static class Verdict
{
    /// <param name="reply">What is known of the last request with the parcel.</param>
    /// <param name="inDoubt">Whether an earlier or the last attempt ended without an answer that could be read.</param>
    /// <param name="ignoresRepeats">Whether the destination ignores events it has had: then a later answer clears the doubt.</param>
    public static Outcome On(Reply reply, bool inDoubt, bool ignoresRepeats) => reply switch
    {
        Reply.Answered { Answer: Answer.Accepted } => Outcome.Sent.Instance,
        Reply.Answered { Answer: Answer.Refused refused } => Refused(refused.Code, refused.Reason, inDoubt, ignoresRepeats),
        Reply.UsedUp usedUp => inDoubt
            ? new Outcome.Uncertain($"an attempt got no answer; the last one: {usedUp.Reason}")
            : new Outcome.Failed(Worker.AttemptsUsedUp, usedUp.Reason),
        Reply.Lost lost => new Outcome.Uncertain(lost.Reason),
        Reply.Stopped => inDoubt ? new Outcome.Uncertain("an attempt got no answer, and the run stopped") : Outcome.NotReached.Instance,
        _ => throw new InvalidOperationException($"no outcome follows from {reply}"),
    };

    /// <summary>
    /// Some were refused by index. An answer that names an event which was not in the request, or one twice, is understood by nobody:
    /// then all of them are uncertain.
    /// </summary>
    public static void OnEach(Answer.SomeRefused some, Span<Outcome> outcomes, bool ignoresRepeats, Func<int, bool> inDoubt)
    {
        outcomes.Fill(Outcome.Sent.Instance);
        foreach (var refusal in some.Refusals)
        {
            if (refusal.Index < 0 || refusal.Index >= outcomes.Length || outcomes[refusal.Index] is not Outcome.Sent)
            {
                outcomes.Fill(new Outcome.Uncertain($"the answer names event {refusal.Index} of {outcomes.Length}, which cannot be"));
                return;
            }

            outcomes[refusal.Index] = Refused(refusal.Code, refusal.Reason, inDoubt(refusal.Index), ignoresRepeats);
        }
    }

    private static Outcome Refused(string code, string reason, bool inDoubt, bool ignoresRepeats) => inDoubt && !ignoresRepeats
        ? new Outcome.Uncertain($"an attempt got no answer; a later one was refused: {code}: {reason}")
        : new Outcome.Failed(code, reason);
}

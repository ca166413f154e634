using System.Runtime.CompilerServices;

namespace Loader.Sending;

/// <summary>
/// One sender: takes parcels, sends them, settles each. Whatever happens between taking and settling, every parcel it took is settled
/// exactly once, and no cancellation touches that.
/// </summary>
internal sealed class Worker(Endpoint endpoint, Dispatcher dispatcher, WorkerCounters counters) : IDisposable
{
    /// <summary>How often something else is sent first for one parcel before it fails.</summary>
    private const int MaxPreludes = 2;

    public const string TooLarge = "too_large";
    public const string AttemptsUsedUp = "attempts_used_up";

    private readonly Seat seat = new(endpoint.Protocol.Framing, endpoint.Ceiling);
    private readonly Attempts attempts = new(endpoint, counters);
    private readonly Cargo cargo = new(endpoint.Protocol.Framing, endpoint.Ledger);
    private readonly Cargo prelude = new(endpoint.Protocol.Framing, endpoint.Ledger);
    private readonly Halving halving = new();
    private readonly SizeSuspects suspects = new(endpoint.Ceiling);
    private readonly bool halves = endpoint.Protocol.Isolation == Isolation.Halve;

    public async Task RunAsync()
    {
        if (endpoint.Turns is not { } turns)
        {
            while (await dispatcher.TakeAsync(seat)) await DispatchAsync();
            return;
        }

        await turns.TakeAsync();
        try
        {
            while (await dispatcher.TakeAsync(seat))
            {
                await DispatchAsync();
                if (!turns.IsTooMany) continue;
                dispatcher.GiveBack(seat);
                turns.GiveBack();
                await turns.TakeAsync();
            }
        }
        finally
        {
            turns.GiveBack();
        }
    }

    public void Dispose()
    {
        seat.Patience?.Dispose();
        attempts.Dispose();
        cargo.Dispose();
        prelude.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DispatchAsync()
    {
        var batch = seat.Batch;
        if (batch.Bytes > endpoint.Protocol.Framing.MaxBytes)
        {
            Settle(0, new Outcome.Failed(TooLarge, $"{batch.Bytes} bytes; the destination takes {endpoint.Protocol.Framing.MaxBytes} in one request"));
            return;
        }

        switch (await SendAsync(0, batch.Count))
        {
            case null: break;
            case Reply.Answered { Answer: Answer.Refused refused } when cargo.Count > 1 && IsHalved(refused): await HalveAsync(refused); break;
            case var reply: Settle(reply); break;
        }
    }

    /// <summary>
    /// Sends what is left of a part of the batch. Where a refusal names events, these fail, and the others go again without them: one more
    /// request for a bad event, where halving takes a dozen. Null when none is left.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Reply?> SendAsync(int start, int count)
    {
        cargo.Load(seat.Batch, start, count);
        while (cargo.Count > 0)
        {
            if (cargo.Trouble is { } trouble) return new Reply.Answered(trouble);
            var reply = await attempts.SendAsync(cargo);
            if (reply is Reply.Answered { Answer: Answer.FirstSend first }) reply = await SendAfterAsync(first);
            if (reply is not Reply.Answered { Answer: Answer.Refused { Named.Count: > 0 } refused } || !AreHere(refused.Named)) return reply;
            foreach (var (index, code, reason) in refused.Named) Settle(index, new Reply.Answered(new Answer.Refused(code, reason)));
            cargo.Load(seat.Batch, start, count);
        }

        return null;
    }

    /// <summary>Whether each of them is an event of the request, and none is named twice; else nobody understands what the answer means.</summary>
    private bool AreHere(IReadOnlyList<RefusedEvent> named) =>
        named.All(one => one.Index >= 0 && one.Index < cargo.Count) && named.DistinctBy(one => one.Index).Count() == named.Count;

    private bool IsHalved(Answer.Refused refused) => halves || refused.IsForSize;

    /// <summary>
    /// Sends what has to come first, then the parcel again; its lane is held all the while. When nobody knows whether the first request
    /// was accepted, the parcel itself finds out: it was refused before, so it may safely be sent again.
    /// </summary>
    private async ValueTask<Reply> SendAfterAsync(Answer.FirstSend first)
    {
        if (cargo.Count != 1) throw new InvalidOperationException($"{nameof(Answer.FirstSend)} is an answer to one event, not to {cargo.Count}.");
        for (var round = 0; round < MaxPreludes; round++)
        {
            counters.Preludes++;
            prelude.LoadFirst(first.Body, first.Note);
            switch (await attempts.SendAsync(prelude))
            {
                case Reply.Answered { Answer: Answer.Refused refused }:
                    return new Reply.Answered(new Answer.Refused(refused.Code, $"what has to be sent first was refused: {refused.Reason}"));
                case Reply.Answered { Answer: not Answer.Accepted }:
                    return new Reply.Answered(new Answer.Refused(first.Code, first.Reason));
                case Reply.UsedUp usedUp:
                    return usedUp;
                case Reply.Stopped stopped:
                    return stopped;
                default:
                    break;
            }

            var reply = await attempts.SendAsync(cargo);
            if (reply is not Reply.Answered { Answer: Answer.FirstSend again }) return reply;
            first = again;
        }

        return new Reply.Answered(new Answer.Refused(first.Code, first.Reason));
    }

    private async ValueTask HalveAsync(Answer.Refused whole)
    {
        var isForSize = whole.IsForSize;
        suspects.Clear();
        Suspect(0, seat.Batch.Count, whole);
        halving.Begin(seat.Batch.Count);
        while (halving.TryNext(out var start, out var count))
        {
            // Of a part that is known to be too large only smaller ones are asked for.
            if (count > 1 && !endpoint.Ceiling.Allows(seat.Batch.SizeOf(start, count)))
            {
                isForSize = true;
                halving.Refused();
                continue;
            }

            var reply = await SendAsync(start, count);
            if (reply is null) continue;
            if (reply is Reply.Answered { Answer: Answer.Refused refused } && IsHalved(refused))
            {
                isForSize |= refused.IsForSize;
                Suspect(start, count, refused);
                halving.Refused();
                if (count > 1) continue;
            }

            // A part that was accepted says that the bad one is in the part beside it; not where some were named on the way, or each may be small enough.
            if (reply is Reply.Answered { Answer: Answer.Accepted } && cargo.Count == count && !isForSize) halving.Accepted();
            if (reply is not Reply.Answered) suspects.Acquit(start, count);
            Settle(reply);
            suspects.Passed(start + count);
        }
    }

    /// <summary>What the endpoint said of a request's size, not what was known of it here before it left.</summary>
    private void Suspect(int start, int count, Answer.Refused refused)
    {
        if (refused.IsForSize && cargo.Trouble is null) suspects.Refused(start, count, cargo.Size);
    }

    /// <summary>Settles everything that the last request carried.</summary>
    private void Settle(Reply reply)
    {
        if (reply is Reply.Answered { Answer: Answer.Accepted or Answer.SomeRefused }) endpoint.Ceiling.Passed(cargo.Size);
        if (reply is Reply.Answered { Answer: Answer.SomeRefused some })
        {
            SettleSome(some);
            return;
        }

        if (reply is Reply.Answered { Answer: Answer.Accepted { Receipt: { } receipt } }) Keep(receipt);
        for (var i = 0; i < cargo.Count; i++) Settle(i, reply);
    }

    private void Settle(int index, Reply reply) =>
        Settle(cargo.PlaceOf(index), Verdict.On(reply, seat.Batch.IsInDoubt(cargo.PlaceOf(index)), endpoint.Protocol.IgnoresRepeats));

    /// <summary>Before the rows are settled: a crash in between leaves rows uncertain that can be asked about, never sent ones that cannot.</summary>
    private void Keep(string receipt)
    {
        var parcels = new Shipped[cargo.Count];
        for (var i = 0; i < parcels.Length; i++)
        {
            var pending = seat.Batch[cargo.PlaceOf(i)];
            parcels[i] = new(pending.Parcel, pending.Chunk);
        }

        endpoint.Ledger.Receipted(receipt, parcels);
        counters.Receipts++;
    }

    private void SettleSome(Answer.SomeRefused some)
    {
        var outcomes = new Outcome[cargo.Count];
        Verdict.OnEach(some, outcomes, endpoint.Protocol.IgnoresRepeats, index => seat.Batch.IsInDoubt(cargo.PlaceOf(index)));
        for (var i = 0; i < outcomes.Length; i++) Settle(cargo.PlaceOf(i), outcomes[i]);
    }

    private void Settle(int place, Outcome outcome)
    {
        var pending = seat.Batch[place];
        seat.Batch.Settle(place);
        endpoint.Ledger.Settled(in pending.Parcel, pending.Chunk, outcome);
        counters.Count(outcome);
        pending.Chunk.Settle();
    }
}

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

    private readonly Seat seat = new(endpoint.Protocol.Framing);
    private readonly Attempts attempts = new(endpoint, counters);
    private readonly Cargo cargo = new(endpoint.Protocol.Framing, endpoint.Ledger);
    private readonly Cargo prelude = new(endpoint.Protocol.Framing, endpoint.Ledger);
    private readonly Halving halving = new();
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

        var reply = await SendAsync(0, batch.Count);
        if (reply is Reply.Answered { Answer: Answer.FirstSend first }) reply = await SendAfterAsync(first);
        if (halves && batch.Count > 1 && reply is Reply.Answered { Answer: Answer.Refused }) await HalveAsync();
        else Settle(0, batch.Count, reply);
    }

    private ValueTask<Reply> SendAsync(int start, int count)
    {
        cargo.Load(seat.Batch, start, count);
        return attempts.SendAsync(cargo);
    }

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
                    return new Reply.Answered(refused with { Reason = $"what has to be sent first was refused: {refused.Reason}" });
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

    private async ValueTask HalveAsync()
    {
        halving.Begin(seat.Batch.Count);
        while (halving.TryNext(out var start, out var count))
        {
            var reply = await SendAsync(start, count);
            if (reply is Reply.Answered { Answer: Answer.FirstSend first }) reply = await SendAfterAsync(first);
            if (reply is Reply.Answered { Answer: Answer.Refused })
            {
                halving.Refused();
                if (count > 1) continue;
            }

            if (reply is Reply.Answered { Answer: Answer.Accepted }) halving.Accepted();
            Settle(start, count, reply);
        }
    }

    private void Settle(int start, int count, Reply reply)
    {
        if (reply is Reply.Answered { Answer: Answer.SomeRefused some })
        {
            SettleSome(start, count, some);
            return;
        }

        if (reply is Reply.Answered { Answer: Answer.Accepted { Receipt: { } receipt } }) Keep(receipt, start, count);
        for (var i = start; i < start + count; i++) Settle(i, Verdict.On(reply, seat.Batch.IsInDoubt(i), endpoint.Protocol.IgnoresRepeats));
    }

    /// <summary>Before the rows are settled: a crash in between leaves rows uncertain that can be asked about, never sent ones that cannot.</summary>
    private void Keep(string receipt, int start, int count)
    {
        var parcels = new Shipped[count];
        for (var i = 0; i < count; i++) parcels[i] = new(seat.Batch[start + i].Parcel, seat.Batch[start + i].Chunk);
        endpoint.Ledger.Receipted(receipt, parcels);
        counters.Receipts++;
    }

    private void SettleSome(int start, int count, Answer.SomeRefused some)
    {
        var outcomes = new Outcome[count];
        Verdict.OnEach(some, outcomes, endpoint.Protocol.IgnoresRepeats, index => seat.Batch.IsInDoubt(start + index));
        for (var i = 0; i < count; i++) Settle(start + i, outcomes[i]);
    }

    private void Settle(int index, Outcome outcome)
    {
        var pending = seat.Batch[index];
        endpoint.Ledger.Settled(in pending.Parcel, pending.Chunk, outcome);
        counters.Count(outcome);
        pending.Chunk.Settle();
    }
}

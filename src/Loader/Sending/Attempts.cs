using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;

namespace Loader.Sending;

/// <summary>
/// One request and all its attempts. In order: (1) wait for the pause, the limits and the circuit; (2) tell the ledger that it leaves;
/// (3) the exchange; (4) judge: accepted, refused, again, in doubt. One worker uses it, one request at a time.
/// </summary>
internal sealed class Attempts(Endpoint endpoint, WorkerCounters counters) : IDisposable
{
    /// <summary>How soon to ask again whether the circuit lets one through; its test may be over long before its break is.</summary>
    private static readonly TimeSpan CircuitLook = TimeSpan.FromMilliseconds(100);

    private readonly Exchange exchange = new(endpoint.Protocol, endpoint.Connections, endpoint.Options, endpoint.Hints, endpoint.Clock);
    private Cargo cargo = null!;
    private Attempt last = Attempt.Stopped;
    private bool isLastUnreported;
    private bool hasBeenTried;
    private bool isFaultless;
    private int tries;
    private long againSince;
    private TimeSpan spent;
    private long began;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply> SendAsync(Cargo what)
    {
        cargo = what;
        hasBeenTried = false;
        spent = TimeSpan.Zero;
        exchange.Prepare(what);
        while (true)
        {
            (tries, isFaultless) = (0, true);
            await OnceAsync();
            if (ReferenceEquals(last, Attempt.Accepted)) return Reply.Answered.Accepted;
            if (!last.Again) return await ConcludeAsync();
            var answers = endpoint.Progress.Answers;
            await TryAgainAsync();

            // A request that found nobody, or was only ever asked to wait, is not used up as long as others get through. When nobody
            // does, the endpoint is gone or closed: no row is to count as failed for that, and in a lane none may overtake
            // another, so the run ends and can be resumed.
            if (!last.Again || !isFaultless || endpoint.Run.IsHalted) return await ConcludeAsync();
            if (last.Reach == Reach.NotLeft && endpoint.IsWaitedFor) await WaitAsync(last.Delay);
            else if (endpoint.Progress.Answers == answers) await endpoint.Run.GiveUpAsync(last.GivenUpCode, WhyNobody());
            else await WaitAsync(last.Delay);
        }
    }

    public void Dispose() => exchange.Dispose();

    /// <summary>Polly's first attempt is the one that was just made, so that a request accepted at once never comes here.</summary>
    private async ValueTask TryAgainAsync()
    {
        isLastUnreported = true;
        againSince = endpoint.Clock.GetTimestamp();
        var context = ResilienceContextPool.Shared.Get(endpoint.Run.Halt);
        var outcome = await endpoint.Persistent.ExecuteOutcomeAsync(static (_, self) => self.NextAsync(), context, this);
        ResilienceContextPool.Shared.Return(context);
        counters.Waiting = 0;
        if (outcome.Exception is not null and not OperationCanceledException) outcome.ThrowIfException();
    }

    /// <summary>Why nobody gets through; where nobody listens also how often that was tried.</summary>
    private string WhyNobody()
    {
        if (last.Reach != Reach.NotLeft) return last.Why;
        var time = Math.Ceiling(endpoint.Clock.GetElapsedTime(againSince).TotalSeconds);
        return FormattableString.Invariant($"{last.Why}; tried {tries} {(tries == 1 ? "time" : "times")} within {time:0} s");
    }

    private async ValueTask<Outcome<Attempt>> NextAsync()
    {
        if (!isLastUnreported) await OnceAsync();
        isLastUnreported = false;
        counters.Waiting = 1;
        return Polly.Outcome.FromResult(last);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask OnceAsync()
    {
        while (true)
        {
            if (!await MayLeaveAsync())
            {
                if (!hasBeenTried) last = Attempt.Stopped;
                return;
            }

            var context = ResilienceContextPool.Shared.Get(endpoint.Run.Cut);
            var outcome = await endpoint.Guarded.ExecuteOutcomeAsync(static (context, self) => self.ExchangeAsync(context.CancellationToken), context, this);
            ResilienceContextPool.Shared.Return(context);
            if (outcome.Exception is BrokenCircuitException)
            {
                await WaitAsync(CircuitLook);
                continue;
            }

            if (outcome.Exception is not null and not OperationCanceledException) outcome.ThrowIfException();
            last = Judge(outcome.Result ?? Attempt.Stopped);
            return;
        }
    }

    private ValueTask<bool> MayLeaveAsync() =>
        endpoint.Limits is null && !endpoint.Pause.IsClosed && !endpoint.Hints.IsActive ? new(!endpoint.Run.IsHalted) : WaitToLeaveAsync();

    private async ValueTask<bool> WaitToLeaveAsync()
    {
        counters.Waiting = 1;
        try
        {
            await endpoint.Pause.WaitAsync(endpoint.Run.Halt);
            await endpoint.Hints.WaitAsync(endpoint.Run.Halt);
            if (endpoint.Limits is { } limits) await limits.WaitAsync(cargo.Count, cargo.Body.Length, endpoint.Run.Halt);
            await endpoint.Pause.WaitAsync(endpoint.Run.Halt);
        }
        catch (OperationCanceledException)
        {
        }

        counters.Waiting = 0;
        return !endpoint.Run.IsHalted;
    }

    private async ValueTask WaitAsync(TimeSpan time)
    {
        counters.Waiting = 1;
        try
        {
            await Task.Delay(time, endpoint.Clock, endpoint.Run.Halt);
        }
        catch (OperationCanceledException)
        {
        }

        counters.Waiting = 0;
    }

    private ValueTask<Outcome<Attempt>> ExchangeAsync(CancellationToken cut)
    {
        if (tries++ > 0) counters.Retries++;
        hasBeenTried = true;
        counters.Waiting = 0;
        cargo.Leave();
        counters.Requests++;
        counters.Events += cargo.Events;
        counters.Bytes += cargo.Body.Length;
        counters.InFlight = cargo.Events;
        if (endpoint.Turns is { } turns) began = turns.Begin();
        else if (endpoint.Options.Deadline is not null) began = endpoint.Clock.GetTimestamp();
        return exchange.SendAsync(cargo, cut);
    }

    private Attempt Judge(Attempt attempt)
    {
        if (attempt.Reach != Reach.Stopped) endpoint.Turns?.Over(began, attempt.Sign);
        var judged = Decide(attempt);
        if (endpoint.Options.Deadline is not { } deadline || !judged.Again || judged.IsNoFaultOfTheRequest) return judged;

        // What a row has used of its time: its attempts and the waits between them. Pauses of the whole endpoint are not its own.
        spent += endpoint.Clock.GetElapsedTime(began) + judged.Delay;
        return spent < deadline ? judged : judged with { Again = false, IsTooLate = true };
    }

    private Attempt Decide(Attempt attempt)
    {
        counters.InFlight = 0;
        if (attempt.Reach == Reach.Answered && !attempt.IsNoFaultOfTheRequest) counters.Answers++;
        if (attempt.Reach != Reach.Stopped) endpoint.Found(attempt.Reach != Reach.NotLeft);
        if (ReferenceEquals(attempt, Attempt.Accepted)) return attempt;
        if (attempt.IsServersTrouble) endpoint.Trouble();
        isFaultless &= attempt.IsNoFaultOfTheRequest;
        if (attempt.IsInDoubt)
        {
            cargo.Doubt();
            return attempt with { Again = endpoint.Resends, Delay = endpoint.Backoff.After(tries) };
        }

        if (attempt.Reach == Reach.NotLeft)
        {
            cargo.Return();
            return attempt with { Again = true, Delay = endpoint.UntilKnock(endpoint.Backoff.After(tries)) };
        }

        if (attempt.Answer is not (Answer.SomeRefused or Answer.Accepted)) cargo.Return();
        if (attempt.Answer is not Answer.TryAgain again) return attempt;
        var asked = endpoint.Believe(attempt.Asked);
        var delay = asked ?? endpoint.Backoff.After(tries);
        if (!again.SlowsEverybody && asked is null) return attempt with { Again = true, Delay = delay };
        endpoint.Pause.Close(delay);
        return attempt with { Again = true };
    }

    private async ValueTask<Reply> ConcludeAsync()
    {
        switch (last)
        {
            case { Answer: Answer.StopRun stop }:
                await endpoint.Run.GiveUpAsync(stop.Code, stop.Reason);
                return Reply.Stopped.Instance;
            case { Reach: Reach.Stopped }:
                return Reply.Stopped.Instance;
            case { IsTooLate: true, IsInDoubt: false }:
                return new Reply.UsedUp(
                    FormattableString.Invariant(
                        $"the deadline of {endpoint.Options.Deadline!.Value.TotalSeconds:0.###} s has passed; the last answer: {last.Why}"));
            case { Again: true }:
                return endpoint.Run.IsHalted ? Reply.Stopped.Instance : new Reply.UsedUp(last.Why);
            case { IsInDoubt: true }:
                return new Reply.Lost(endpoint.Run.Cut.IsCancellationRequested ? "the run ended before the answer came" : last.Why);
            default:
                return new Reply.Answered(last.Answer!);
        }
    }
}

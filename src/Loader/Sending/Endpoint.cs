using Loader.Sending.Pacing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Loader.Sending;

/// <summary>What all senders of one endpoint share: the rules for trying again, the limits, the pause, the connections.</summary>
internal sealed class Endpoint : IDisposable
{
    /// <summary>The circuit opens when nearly everything fails, and lets one request through to see, every two seconds at most.</summary>
    private const double FailureRatio = 0.9;

    private const int LeastThroughput = 10;

    private static readonly TimeSpan FirstBreak = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestKnock = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(24);
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);
    private readonly ResiliencePipeline<Attempt> timed;
    private readonly ResiliencePipeline<Attempt> circuit;
    private long circuitOpened;
    private long troubleEnds;
    private long failingSince;
    private long unreachableSince;
    private long capped;
    private long longestAskedTicks;

    public Endpoint(IProtocol protocol, SendOptions options, ILedger ledger, TimeProvider clock, Func<double> random, SenderProgress progress, RunStop run)
    {
        (Protocol, Options, Ledger, Clock, Progress, Run) = (protocol, options, ledger, clock, progress, run);
        Backoff = new(Backoff.DefaultFirst, Backoff.DefaultCap, random);
        Pause = new(clock);
        Hints = new(clock, options.Parallel);
        Limits = Limits.From(options, clock);
        Turns = options.Adaptive is { } bounds ? new(new(bounds), clock) : null;
        Resends = options.Uncertain switch
        {
            UncertainPolicy.Resend => true,
            UncertainPolicy.Hold => false,
            _ => protocol.IgnoresRepeats,
        };
        Persistent = Persistence(options, clock);
        timed = Timed(options, clock).Build();
        circuit = Circuit(options, clock);
        Connections = Sending.Connections.Open(protocol, options, progress);
    }

    public IProtocol Protocol { get; }

    public SendOptions Options { get; }

    public ILedger Ledger { get; }

    public TimeProvider Clock { get; }

    public SenderProgress Progress { get; }

    public RunStop Run { get; }

    public Backoff Backoff { get; }

    public Gate Pause { get; }

    /// <summary>How large requests may be, as answers have shown.</summary>
    public Ceiling Ceiling { get; } = new();

    /// <summary>What answers say of quotas that run low.</summary>
    public HintedPace Hints { get; }

    /// <summary>Null when nothing is limited.</summary>
    public Limits? Limits { get; }

    /// <summary>Null when the number of requests in flight is fixed.</summary>
    public Turns? Turns { get; }

    /// <summary>Whether a request whose answer was lost is simply sent again.</summary>
    public bool Resends { get; }

    /// <summary>Tries again as often as the options allow. Its first attempt is one that was already made.</summary>
    public ResiliencePipeline<Attempt> Persistent { get; }

    /// <summary>
    /// Around each attempt: the time it may take, and, for as long as the last trouble is recent, the circuit. While all is well
    /// nobody needs to count successes.
    /// </summary>
    public ResiliencePipeline<Attempt> Guarded => Volatile.Read(ref troubleEnds) is var ends && ends != 0 && Clock.GetTimestamp() < ends ? circuit : timed;

    public HttpMessageInvoker Connections { get; }

    public long CircuitOpened => Interlocked.Read(ref circuitOpened);

    /// <summary>How often the server asked for a longer wait than is believed, and the longest that it asked for.</summary>
    public long Capped => Interlocked.Read(ref capped);

    public TimeSpan LongestAsked => TimeSpan.FromTicks(Interlocked.Read(ref longestAskedTicks));

    /// <summary>Whether nobody has been there for less time than the options let the run wait for that.</summary>
    public bool IsWaitedFor =>
        Options.WaitForEndpoint > TimeSpan.Zero
        && Volatile.Read(ref unreachableSince) is var since && (since == 0 || Clock.GetElapsedTime(since) < Options.WaitForEndpoint);

    /// <summary>Who waits for an endpoint to come back looks often enough to see it soon.</summary>
    public TimeSpan UntilKnock(TimeSpan delay) => Options.WaitForEndpoint > TimeSpan.Zero && delay > LongestKnock ? LongestKnock : delay;

    /// <summary>How long a server's wish for a pause is believed.</summary>
    public TimeSpan? Believe(TimeSpan? asked)
    {
        if (asked is not { } wish || wish <= Options.LongestRetryAfter) return asked;
        Interlocked.Increment(ref capped);
        for (var longest = Interlocked.Read(ref longestAskedTicks); wish.Ticks > longest; longest = Interlocked.Read(ref longestAskedTicks))
            Interlocked.CompareExchange(ref longestAskedTicks, wish.Ticks, longest);
        return Options.LongestRetryAfter;
    }

    /// <summary>An attempt ended; whether it found anybody there.</summary>
    public void Found(bool somebody)
    {
        if (!somebody) Interlocked.CompareExchange(ref unreachableSince, Clock.GetTimestamp(), 0);
        else if (Volatile.Read(ref unreachableSince) != 0) Volatile.Write(ref unreachableSince, 0);
    }

    /// <summary>An attempt spoke for an endpoint in trouble.</summary>
    public void Trouble() => Volatile.Write(ref troubleEnds, Clock.GetTimestamp() + (long)(Sampling.TotalSeconds * Clock.TimestampFrequency));

    public void Dispose()
    {
        Connections.Dispose();
        Limits?.Dispose();
    }

    /// <summary>Whether and how long to wait was decided with the attempt (<see cref="Attempts"/>); Polly counts and waits.</summary>
    private static ResiliencePipeline<Attempt> Persistence(SendOptions options, TimeProvider clock) => options.Attempts <= 1
        ? ResiliencePipeline<Attempt>.Empty
        : new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = options.Attempts - 1,
                ShouldHandle = static args => new(args.Outcome.Result is { Again: true }),
                DelayGenerator = static args => new(args.Outcome.Result?.Delay),
            })
            .Build();

    private static ResiliencePipelineBuilder<Attempt> Timed(SendOptions options, TimeProvider clock)
    {
        // Polly takes nothing outside of these; nobody means it either.
        var timeout = TimeSpan.FromTicks(Math.Clamp(options.Timeout.Ticks, ShortestTimeout.Ticks, LongestTimeout.Ticks));
        return new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }.AddTimeout(new TimeoutStrategyOptions { Timeout = timeout });
    }

    private ResiliencePipeline<Attempt> Circuit(SendOptions options, TimeProvider clock) =>
        new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = Math.Max(LeastThroughput, 2 * options.Parallel),
                SamplingDuration = Sampling,
                BreakDurationGenerator = static args => new(BreakAfter(args.HalfOpenAttempts)),
                ShouldHandle = static args => new(args.Outcome.Result is { IsServersTrouble: true }),
                OnOpened = _ =>
                {
                    Interlocked.Increment(ref circuitOpened);
                    return OpenedAsync();
                },
                OnClosed = _ =>
                {
                    Interlocked.Exchange(ref failingSince, 0);
                    return default;
                },
            })
            .AddPipeline(timed)
            .Build();

    /// <summary>
    /// The circuit opens again and again while every request that looks fails. Pausing saves rows through an outage; an outage without an end ends the
    /// run, which can be resumed.
    /// </summary>
    private ValueTask OpenedAsync()
    {
        var now = Clock.GetTimestamp();
        var since = Interlocked.CompareExchange(ref failingSince, now, 0);
        return since != 0 && Clock.GetElapsedTime(since, now) >= Options.GiveUpAfter
            ? new(Run.GiveUpAsync(SendingEnd.GivenUp.Failing, FormattableString.Invariant($"nothing but failures for {Options.GiveUpAfter.TotalSeconds:0} s")))
            : default;
    }

    private static TimeSpan BreakAfter(int failedTests) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestBreak.TotalMilliseconds, FirstBreak.TotalMilliseconds * Math.Pow(2, Math.Min(failedTests, 10))));
}

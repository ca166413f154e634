using System.Runtime.InteropServices;
using Loader.Reports;

namespace Loader.Cli;

/// <summary>
/// SIGINT and SIGTERM. The first one asks for a clean stop and starts the clock for what is in flight; the second one ends the process at once:
/// the books are true at every moment.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abandon;
    private readonly PosixSignalRegistration[] registrations;
    private readonly TextWriter talk;
    private readonly TimeSpan grace;
    private readonly Action<int> leave;
    private int received;

    /// <param name="talk">Where the first signal is answered in words.</param>
    /// <param name="grace">How long what is in flight may take after the first signal.</param>
    /// <param name="clock">Measures that time.</param>
    /// <param name="leave">Ends the process with an exit code, at once.</param>
    public Signals(TextWriter talk, TimeSpan grace, TimeProvider clock, Action<int> leave)
    {
        this.talk = talk;
        this.grace = grace;
        this.leave = leave;
        abandon = new(Timeout.InfiniteTimeSpan, clock);
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Received), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Received)];
    }

    /// <summary>Read no more, finish what is in flight.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Cut what is in flight.</summary>
    public CancellationToken Abandon => abandon.Token;

    /// <summary>The exit code that the first signal asks for, or null when there was none.</summary>
    public int? Exit { get; private set; }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
        abandon.Dispose();
    }

    internal void Received(PosixSignalContext context)
    {
        context.Cancel = true;
        var code = context.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Terminated;
        if (Interlocked.Increment(ref received) > 1)
        {
            leave(code);
            return;
        }

        Exit = code;
        talk.WriteLine(
            FormattableString.Invariant(
                $"stopping: reading no more, waiting up to {grace.TotalSeconds:0} s for what is in flight (once more to leave at once)"));
        abandon.CancelAfter(grace);
        stop.Cancel();
    }
}

using Loader.Reports;
using System.Runtime.InteropServices;

namespace Loader.Cli;

/// <summary>
/// SIGINT and SIGTERM. The first one asks for a clean stop and starts the clock for what is in flight; the second one ends the process at once:
/// the books are true at every moment.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly TextWriter talk;
    private readonly TimeSpan grace;
    private int received;

    public Signals(TextWriter talk, TimeSpan grace)
    {
        this.talk = talk;
        this.grace = grace;
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

    private void Received(PosixSignalContext context)
    {
        context.Cancel = true;
        var code = context.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Terminated;
        if (Interlocked.Increment(ref received) > 1) Environment.Exit(code);
        Exit = code;
        talk.WriteLine($"stopping: reading no more, waiting up to {grace.TotalSeconds:0} s for what is in flight (once more to leave at once)");
        abandon.CancelAfter(grace);
        stop.Cancel();
    }
}

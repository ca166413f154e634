using System.Runtime.InteropServices;
using Loader.Cli;
using Loader.Tests.Support;

namespace Loader.Tests.Cli;

public sealed class SignalsTests : IDisposable
{
    private readonly FakeTime clock = new();
    private readonly StringWriter talk = new() { NewLine = "\n" };
    private readonly List<int> left = [];

    public void Dispose() => talk.Dispose();

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public async Task The_first_signal_stops_the_reading_and_gives_what_is_in_flight_its_time(PosixSignal signal, int exit)
    {
        using var signals = Watch();
        var abandoned = new TaskCompletionSource();
        signals.Abandon.Register(abandoned.SetResult);
        var context = new PosixSignalContext(signal);

        signals.Received(context);

        Assert.Equal((true, exit, true, false), (context.Cancel, signals.Exit, signals.Stop.IsCancellationRequested, signals.Abandon.IsCancellationRequested));
        Assert.Empty(left);
        Assert.Equal("stopping: reading no more, waiting up to 30 s for what is in flight (once more to leave at once)\n", talk.ToString());
        clock.Advance(TimeSpan.FromSeconds(30));
        await abandoned.Task.WaitAsync(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void The_second_one_leaves_at_once()
    {
        using var signals = Watch();

        signals.Received(new(PosixSignal.SIGINT));
        signals.Received(new(PosixSignal.SIGINT));

        Assert.Equal([130], left);
    }

    [Fact]
    public void Without_a_signal_nothing_ends()
    {
        using var signals = Watch();

        Assert.Equal((null, false, false), (signals.Exit, signals.Stop.IsCancellationRequested, signals.Abandon.IsCancellationRequested));
    }

    private Signals Watch() => new(talk, TimeSpan.FromSeconds(30), clock, left.Add);
}

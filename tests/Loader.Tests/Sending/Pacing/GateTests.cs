using Loader.Sending.Pacing;
using Loader.Tests.Support;

namespace Loader.Tests.Sending.Pacing;

public sealed class GateTests
{
    [Fact]
    public async Task Everybody_waits_until_the_pause_is_over()
    {
        var clock = new FakeTime();
        var gate = new Gate(clock);
        Assert.False(gate.IsClosed);
        gate.Close(TimeSpan.FromSeconds(2));
        Task[] waiting = [gate.WaitAsync(default), gate.WaitAsync(default)];

        clock.Advance(TimeSpan.FromSeconds(1.999));
        Assert.True(gate.IsClosed);
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.001));

        await Task.WhenAll(waiting);
        Assert.False(gate.IsClosed);
    }

    [Fact]
    public async Task A_second_pause_only_makes_it_longer()
    {
        var clock = new FakeTime();
        var gate = new Gate(clock);
        gate.Close(TimeSpan.FromSeconds(10));
        gate.Close(TimeSpan.FromSeconds(1));
        var waiting = gate.WaitAsync(default);
        clock.Advance(TimeSpan.FromSeconds(5));
        gate.Close(TimeSpan.FromSeconds(20));

        clock.Advance(TimeSpan.FromSeconds(5));
        await clock.WaitingAsync(1); // woken at 10 seconds, it found the gate still closed
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(15));

        await waiting;
        Assert.Equal(3, gate.TimesClosed);
        Assert.Equal(TimeSpan.FromSeconds(20), gate.Longest);
    }
}

using System.Threading.Channels;
using Loader.Sending;
using Loader.Tests.Support;

namespace Loader.Tests.Sending;

/// <summary>A sender with everything around it, and one run of it.</summary>
internal sealed class Rig : IDisposable
{
    /// <summary>Only what hangs takes as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abandon = new();
    private TestChunk[] chunks = [];

    public required IProtocol Protocol { get; init; }

    public SendOptions Options { get; init; } = new() { Parallel = 4, Timeout = TimeSpan.FromHours(1) };

    public TestLedger Ledger { get; init; } = new();

    /// <summary>Waits are over at once; what takes an hour never is.</summary>
    public FakeTime Clock { get; init; } = new(jumps: TimeSpan.FromMinutes(10));

    public SenderProgress Progress { get; init; } = new();

    public Func<double> Random { get; init; } = () => 1;

    public Task StopAsync() => stop.CancelAsync();

    public Task AbandonAsync() => abandon.CancelAsync();

    public Task<SendingResult> RunAsync(int parcels, Func<int, ulong>? lane = null) => RunAsync(TestChunk.Many(parcels, lane));

    /// <summary>Runs to the end, and checks what must be so in every run.</summary>
    public async Task<SendingResult> RunAsync(IEnumerable<TestChunk> feed)
    {
        chunks = [.. feed];
        var tickets = chunks.SelectMany(chunk => chunk.Parcels.ToArray()).Select(parcel => parcel.Ticket).Order().ToList();
        var channel = Channel.CreateBounded<ParcelChunk>(2);
        var filling = FillAsync(channel.Writer);
        var result = await RunAsync(channel.Reader);
        await filling;

        Assert.Equal(tickets, Ledger.Outcomes.Keys.Order());
        Assert.All(chunks, chunk => Assert.Equal(1, chunk.TimesReleased));
        Assert.Equal(tickets.Count, result.Sent + result.Failed + result.Uncertain + result.NotReached);
        Assert.Equal(Ledger.Of<Outcome.Sent>().Count(), result.Sent);
        Assert.Equal(Ledger.Of<Outcome.Failed>().Count(), result.Failed);
        Assert.Equal(Ledger.Of<Outcome.Uncertain>().Count(), result.Uncertain);
        Assert.Equal(0, Progress.InFlight);
        Assert.Equal(0, Progress.Waiting);
        return result;
    }

    public Task<SendingResult> RunAsync(ChannelReader<ParcelChunk> feed) =>
        new Sender(Protocol, Options, Ledger, Clock, Random, Progress).RunAsync(feed, stop.Token, abandon.Token).WaitAsync(Patience);

    public void Dispose()
    {
        stop.Dispose();
        abandon.Dispose();
    }

    private async Task FillAsync(ChannelWriter<ParcelChunk> feed)
    {
        foreach (var chunk in chunks) await feed.WriteAsync(chunk);
        feed.Complete();
    }
}

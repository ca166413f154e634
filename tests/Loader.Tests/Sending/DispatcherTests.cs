using System.Threading.Channels;
using Loader.Sending;
using Loader.Tests.Support;

namespace Loader.Tests.Sending;

public sealed class DispatcherTests
{
    public static TheoryData<int, int, bool, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, bool, int>();
            for (var seed = 1; seed <= 12; seed++)
            {
                shapes.Add(seed, 1, false, 1 + (seed % 5));
                shapes.Add(seed, 10, false, 1 + (seed % 5));
                shapes.Add(seed, 10, true, 1 + (seed % 5));
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Whatever_the_lanes_everything_is_handed_out_once_and_each_lane_in_order(int seed, int maxEvents, bool oneLane, int workers)
    {
        const int Parcels = 600;
        var random = new Random(seed);
        var lanes = Enumerable.Range(0, Parcels).Select(_ => (ulong)random.Next(0, 1 + random.Next(1, 12))).ToArray();
        var channel = Channel.CreateBounded<ParcelChunk>(1);
        var framing = TestProtocol.Lists(maxEvents, maxBytes: 90, oneLane);
        // A parking place this small is full nearly all the time.
        var dispatcher = new Dispatcher(
            channel.Reader, framing, new Lanes(maxParked: 8, maxHeldBytes: 400), TimeSpan.FromSeconds(1), new FakeTime(jumps: TimeSpan.FromSeconds(1)));
        var taken = new List<(long Ticket, ulong Lane)>();
        var busy = new HashSet<ulong>();
        var filling = FillAsync(channel.Writer, TestChunk.Many(Parcels, i => lanes[i], perChunk: 5), new Random(seed));

        var all = Enumerable.Range(0, workers).Select(i => WorkAsync(new Random(seed + i))).Append(filling).Append(dispatcher.WatchAsync(default));
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(Enumerable.Range(0, Parcels).Select(i => (long)i), taken.Select(one => one.Ticket).Order());
        Assert.All(taken.Where(one => one.Lane != 0).GroupBy(one => one.Lane), lane => Assert.Equal(lane.Order(), lane));
        Assert.Equal(Parcels, dispatcher.Read);
        Assert.Empty(dispatcher.Remaining());

        async Task WorkAsync(Random pace)
        {
            await Task.Yield();
            var seat = new Seat(framing, new());
            while (await dispatcher.TakeAsync(seat))
            {
                var mine = Enumerable.Range(0, seat.Batch.Count).Select(i => seat.Batch[i].Parcel).Select(parcel => (parcel.Ticket, parcel.Lane)).ToList();
                Assert.NotEmpty(mine);
                Assert.True(seat.Batch.Bytes <= framing.MaxBytes);
                Assert.True(mine.Count <= maxEvents);
                if (oneLane) Assert.Single(mine.Select(one => one.Lane).Distinct());
                lock (busy)
                {
                    taken.AddRange(mine);
                    foreach (var lane in mine.Select(one => one.Lane).Where(lane => lane != 0).Distinct()) Assert.True(busy.Add(lane), $"lane {lane} twice");
                }

                for (var i = pace.Next(6); i > 0; i--) await Task.Yield();
                lock (busy) busy.ExceptWith(mine.Select(one => one.Lane));
            }
        }
    }

    [Fact]
    public async Task A_half_filled_batch_waits_for_more_and_goes_when_its_time_is_over()
    {
        var clock = new FakeTime();
        var channel = Channel.CreateUnbounded<ParcelChunk>();
        var dispatcher = new Dispatcher(
            channel.Reader, TestProtocol.Lists(maxEvents: 10), new Lanes(100, 100_000), TimeSpan.FromSeconds(1), clock);
        var watching = dispatcher.WatchAsync(default);
        var seat = new Seat(TestProtocol.Lists(maxEvents: 10), new());
        foreach (var chunk in TestChunk.Many(3)) channel.Writer.TryWrite(chunk);

        var taking = dispatcher.TakeAsync(seat).AsTask();
        await clock.WaitingAsync(1);
        Assert.False(taking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await taking);
        Assert.Equal(3, seat.Batch.Count);
        channel.Writer.Complete();
        Assert.False(await dispatcher.TakeAsync(seat));
        await watching;
    }

    [Fact]
    public async Task A_half_filled_batch_goes_at_once_when_the_feed_has_ended()
    {
        var channel = Channel.CreateUnbounded<ParcelChunk>();
        var dispatcher = new Dispatcher(
            channel.Reader, TestProtocol.Lists(maxEvents: 10), new Lanes(100, 100_000), TimeSpan.FromSeconds(1), new FakeTime());
        foreach (var chunk in TestChunk.Many(3)) channel.Writer.TryWrite(chunk);
        channel.Writer.Complete();

        var seat = new Seat(TestProtocol.Lists(maxEvents: 10), new());
        Assert.True(await dispatcher.TakeAsync(seat));
        Assert.Equal(3, seat.Batch.Count);
    }

    [Fact]
    public async Task Parcels_parked_behind_a_lane_are_bounded()
    {
        var channel = Channel.CreateUnbounded<ParcelChunk>();
        var lanes = new Lanes(maxParked: 20, maxHeldBytes: long.MaxValue);
        var dispatcher = new Dispatcher(channel.Reader, Framing.Single, lanes, TimeSpan.Zero, new FakeTime());
        foreach (var chunk in TestChunk.Many(100, _ => 7)) channel.Writer.TryWrite(chunk);
        channel.Writer.Complete();
        var (first, second) = (new Seat(Framing.Single, new()), new Seat(Framing.Single, new()));

        Assert.True(await dispatcher.TakeAsync(first));
        var waiting = dispatcher.TakeAsync(second).AsTask();
        Assert.False(waiting.IsCompleted);

        Assert.Equal(20, lanes.Parked);
        Assert.Equal(32, dispatcher.Read); // two chunks of sixteen: the feed is not read on
    }

    [Fact]
    public async Task Memory_kept_for_parked_parcels_is_bounded_by_whole_chunks()
    {
        var channel = Channel.CreateUnbounded<ParcelChunk>();
        var lanes = new Lanes(maxParked: int.MaxValue, maxHeldBytes: 350);
        var dispatcher = new Dispatcher(channel.Reader, Framing.Single, lanes, TimeSpan.Zero, new FakeTime());
        // Each chunk is ten parcels of 17 bytes with their notes; one of them belongs to the slow lane.
        foreach (var chunk in TestChunk.Many(100, i => i % 10 == 0 ? 7u : 0, perChunk: 10, body: _ => "0123456789")) channel.Writer.TryWrite(chunk);
        channel.Writer.Complete();
        var (slow, other) = (new Seat(Framing.Single, new()), new Seat(Framing.Single, new()));

        Assert.True(await dispatcher.TakeAsync(slow));
        var taken = 0;
        Task<bool> next;
        for (next = dispatcher.TakeAsync(other).AsTask(); next.IsCompleted; next = dispatcher.TakeAsync(other).AsTask()) taken++;

        Assert.Equal(3, lanes.Parked); // of the second, third and fourth chunk: 170 bytes each, so the third one goes beyond
        Assert.Equal(36, taken);
        Assert.True(await dispatcher.TakeAsync(slow));
        Assert.Equal(10, slow.Batch[0].Parcel.Ticket);
    }

    private static async Task FillAsync(ChannelWriter<ParcelChunk> feed, IEnumerable<TestChunk> chunks, Random pace)
    {
        foreach (var chunk in chunks)
        {
            for (var i = pace.Next(20); i > 0; i--) await Task.Yield();
            await feed.WriteAsync(chunk);
        }

        feed.Complete();
    }
}

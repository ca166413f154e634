using Loader.Sending;

namespace Loader.Tests.Sending;

/// <summary>A request that was refused for its size is halved, and what was learned from it is paid for once.</summary>
public sealed class TooLargeTests
{
    /// <summary>A batch waits until it is full or the feed has ended, however slowly the feed is filled: the clock does not jump so far.</summary>
    private static readonly SendOptions One = new() { Parallel = 1, Timeout = TimeSpan.FromHours(1), Linger = TimeSpan.FromHours(1) };

    [Fact]
    public async Task The_batches_after_it_are_no_larger_than_what_passed()
    {
        // 64 events of 9 bytes and what is around them: 641 bytes. 16 events are 161, 8 are 81.
        await using var collector = await Taking(bytes: 100);
        using var rig = Rigged(collector, 64);

        var result = await rig.RunAsync(TestChunk.Many(640, body: Nine, perChunk: 64));

        // Refused: 64, 32, 16. Then 80 requests of 8 events, and no other.
        Assert.Equal(640, result.Sent);
        Assert.Equal(83, result.Requests);
        Assert.Equal(3, collector.Bodies.Count(body => body.Length > 100));
        Assert.Equal(new CeilingFound(3, 81, null), result.Ceiling);
    }

    [Fact]
    public async Task What_passed_before_is_known_to_pass()
    {
        await using var collector = await Taking(bytes: 480);
        using var rig = Rigged(collector, 64);

        // The first requests are of small events, the others would be larger than what is taken.
        var result = await rig.RunAsync(TestChunk.Many(640, body: i => i < 64 ? "123456" : Nine(i), perChunk: 64));

        Assert.Equal(640, result.Sent);
        Assert.Equal(1, collector.Bodies.Count(body => body.Length > 480));
        Assert.Equal(449, result.Ceiling!.Bytes);
        Assert.Equal(1 + 1 + 2 + ((512 + 43) / 44), result.Requests);
    }

    [Fact]
    public async Task One_event_that_is_too_large_by_itself_makes_no_other_request_smaller()
    {
        await using var collector = await StartAsync(body => body.Contains("too large", StringComparison.Ordinal));
        using var rig = Rigged(collector, 64);

        var result = await rig.RunAsync(TestChunk.Many(640, body: i => i % 64 == 20 ? "too large" : Nine(i), perChunk: 64));

        Assert.Equal(10, result.Failed);
        Assert.Null(result.Ceiling);
        Assert.Equal(10, collector.Bodies.Count(body => body.Split(',').Length == 64));
    }

    [Fact]
    public async Task Where_events_are_counted_requests_hold_no_more_of_them()
    {
        await using var collector = await StartAsync(body => body.Split(',').Length > 20);
        using var rig = Rigged(collector, 64);

        // Requests of 16 large events pass, so it is not their bytes that matter for the small ones.
        var result = await rig.RunAsync(TestChunk.Many(640, body: i => i < 128 ? Nine(i) : "1", perChunk: 64));

        Assert.Equal(640, result.Sent);
        Assert.Equal(16, result.Ceiling!.Events);
        Assert.Equal(4, collector.Bodies.Count(body => body.Split(',').Length > 20));
    }

    [Fact]
    public async Task Each_worker_learns_from_every_other_and_lanes_keep_their_order()
    {
        await using var collector = await Taking(bytes: 100);
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(64), Isolation = Isolation.None, Reading = Read },
            Options = One with { Parallel = 4 },
        };

        var result = await rig.RunAsync(TestChunk.Many(2000, lane: i => (ulong)(1 + (i % 7)), body: Nine, perChunk: 64));

        Assert.Equal(2000, result.Sent);

        // At most the first batch of each worker was too large.
        Assert.InRange(result.Ceiling!.Refusals, 1, 4 * 3);
        Assert.InRange(collector.Bodies.Count(body => body.Length > 100), 1, 4 * 3);
        var taken = collector.Bodies.Where(body => body.Length <= 100).SelectMany(body => body.Trim('[', ']').Split(',')).ToList();
        Assert.Equal(2000, taken.Distinct().Count());
        Assert.Equal(2000, taken.Count);
    }

    private static string Nine(int number) => number.ToString("D9", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<Collector> Taking(int bytes) => StartAsync(body => body.Length > bytes);

    private static Task<Collector> StartAsync(Func<string, bool> isTooLarge) => Collector.StartAsync((context, body) =>
    {
        context.Response.StatusCode = isTooLarge(body) ? 413 : 200;
        return Task.CompletedTask;
    });

    private static Rig Rigged(Collector collector, int together) => new()
    {
        Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(together), Isolation = Isolation.None, Reading = Read },
        Options = One,
    };

    private static Answer.Refused? Read(Received got) => got.Status == 413 ? new Answer.Refused("http_413", "too large") { IsForSize = true } : null;
}

using Loader.Sending;

namespace Loader.Tests.Sending;

/// <summary>A destination that accepts with a ticket, and judges later.</summary>
public sealed class ReceiptTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_request_accepted_with_a_receipt_is_sent_and_its_receipt_names_its_events(int perRequest)
    {
        await using var server = new RawServer(RawServer.Ok("r-1"), RawServer.Status(500), RawServer.Ok("r-2"), RawServer.Close, RawServer.Ok("r-3"));
        using var rig = new Rig
        {
            Protocol = new TestProtocol(server.Address)
            {
                Framing = TestProtocol.Lists(perRequest),
                IgnoresRepeats = true,
                Reading = received => received.Status == 200 ? new Answer.Accepted { Receipt = received.Body } : null,
            },
            Options = new() { Parallel = 1, Timeout = TimeSpan.FromHours(1) },
        };

        var result = await rig.RunAsync(parcels: 3 * perRequest);

        Assert.Equal(3 * perRequest, result.Sent);
        Assert.Equal(3, result.Receipts);
        Assert.Equal(["r-1", "r-2", "r-3"], rig.Ledger.Receipts.Select(one => one.Receipt));
        Assert.Equal(Enumerable.Range(0, 3 * perRequest).Select(ticket => (long)ticket), rig.Ledger.Receipts.SelectMany(one => one.Tickets));
    }

    [Fact]
    public async Task Each_half_that_was_accepted_has_a_receipt_of_its_own()
    {
        var number = 0;
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address)
            {
                Framing = TestProtocol.Lists(8),
                Isolation = Isolation.Halve,
                Reading = received => received.Events.Contains("event 3", StringComparer.Ordinal)
                    ? new Answer.Refused("bad", "no")
                    : new Answer.Accepted { Receipt = $"r-{++number}" },
            },
            Options = new() { Parallel = 1, Timeout = TimeSpan.FromHours(1) },
        };

        var result = await rig.RunAsync(parcels: 8);

        Assert.Equal(7, result.Sent);
        Assert.Equal(result.Receipts, rig.Ledger.Receipts.Count);
        Assert.Equal([0, 1, 2, 4, 5, 6, 7], rig.Ledger.Receipts.SelectMany(one => one.Tickets).Order());
    }
}

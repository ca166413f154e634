using Loader.Sending;
using Loader.Tests.Support;

namespace Loader.Tests.Sending;

/// <summary>
/// Every fault, at every shape of destination, under both policies: afterwards the server's own list and what the ledger was told say the
/// same of every event.
/// </summary>
public sealed class FaultMatrixTests
{
    private const int Events = 60;

    public static TheoryData<Fault, Shape, UncertainPolicy> Everything
    {
        get
        {
            var all = new TheoryData<Fault, Shape, UncertainPolicy>();
            foreach (var fault in Enum.GetValues<Fault>())
            {
                foreach (var shape in Enum.GetValues<Shape>())
                {
                    foreach (var policy in Enum.GetValues<UncertainPolicy>()) all.Add(fault, shape, policy);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task The_servers_own_list_equals_the_books(Fault fault, Shape shape, UncertainPolicy policy)
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var patience = TimeSpan.FromHours(1);

        // What is never answered is given up at once: nothing below becomes untrue when that ends other requests in flight as well.
        await using var server = new FaultyServer(shape, fault) { FallenSilent = () => clock.Advance(patience) };
        var knocks = 0;
        if (fault != Fault.Refused) server.Start();
        using var rig = new Rig
        {
            Protocol = shape.Protocol(server.Address),
            Clock = clock,
            Random = () =>
            {
                if (fault == Fault.Refused && Interlocked.Increment(ref knocks) == 5) server.Start();
                return 0.001;
            },
            Options = new()
            {
                Parallel = 3,
                Attempts = 12,
                Uncertain = policy,
                Linger = TimeSpan.Zero,
                Timeout = patience,
                WaitForEndpoint = TimeSpan.FromMinutes(5),
            },
        };

        var result = await rig.RunAsync(parcels: Events);

        Assert.True(server.Faults > 0 || knocks >= 5, "the fault was never done");
        Assert.All(server.Paths, path => Assert.Equal("/", path));
        for (var one = 0; one < Events; one++) AssertTold(one, rig.Ledger.Outcomes[one], server, policy);
        Assert.True(fault == Fault.WrongKey == result.End is SendingEnd.GivenUp, $"{result.End}");
        if (fault != Fault.WrongKey && Expected(fault, shape, policy) is { } expected)
            Assert.All(server.Hit.Where(one => one != Shapes.Bad).Distinct(), one => Assert.Equal(expected, rig.Ledger.Outcomes[one].GetType().Name));
        if (shape == Shape.Receipt && policy == UncertainPolicy.Hold)
            Assert.Equal(rig.Ledger.TicketsOf<Outcome.Sent>(), rig.Ledger.Receipts.SelectMany(receipt => receipt.Tickets).Order());
    }

    private static void AssertTold(int one, Outcome outcome, FaultyServer server, UncertainPolicy policy)
    {
        var kept = server.Kept.GetValueOrDefault(one);
        var what = $"event {one} was kept {kept} times and is {outcome}";
        Assert.True(outcome is not Outcome.Sent || kept > 0, what);
        Assert.True(outcome is Outcome.Sent or Outcome.Uncertain || kept == 0, what);
        Assert.True(policy == UncertainPolicy.Resend || kept <= 1, what);
    }

    /// <summary>What becomes of the events that the fault was done to; null where chance decides between two true answers.</summary>
    private static string? Expected(Fault fault, Shape shape, UncertainPolicy policy)
    {
        var isLost = fault switch
        {
            Fault.ResetAfter or Fault.CloseAfterKeeping or Fault.CutInHead or Fault.CutInBody or Fault.BlackHole or Fault.BlackHoleAfterKeeping => true,
            Fault.Status504 or Fault.TooLarge or Fault.CompressedAndCut => true,
            Fault.Page or Fault.WrongIndex => shape != Shape.Blind,
            _ => false,
        };

        // An answer that was read and is contradictory is not asked for again: the server would only say the same.
        if (fault == Fault.WrongIndex && shape == Shape.PerRow) return nameof(Outcome.Uncertain);

        // A request that is refused as a whole is halved, and the parts get through; one that held a single event fails it.
        if (shape == Shape.AllOrNothing && fault == Fault.Redirect) return null;
        if (fault == Fault.Redirect) return nameof(Outcome.Failed);
        return isLost && policy == UncertainPolicy.Hold ? nameof(Outcome.Uncertain) : nameof(Outcome.Sent);
    }
}

using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Running.Consigning;
using Loader.Running.Making;
using Loader.Running.Outcomes;
using Loader.Sending;
using Loader.Tests.Books;

namespace Loader.Tests.Running;

/// <summary>The machine goes down under groups of rows and rows of several events: none is taken for sent, or for untouched, by halves.</summary>
public sealed class PowerCutGroupTests
{
    private const int MostRows = 6;
    private const int MostAway = 60;

    private enum Truth
    {
        Untouched,
        Left,
        Sent,
        Failed,
    }

    [Fact]
    public void What_the_rows_of_a_group_say_together_is_true_or_in_doubt()
    {
        foreach (var seed in PowerCut.Seeds(6)) Play(seed);
    }

    private static void Play(int seed)
    {
        var random = new Random(seed);
        using var folder = new BooksFolder();
        using var books = folder.Open();
        var (flushed, mark, end) = (Array.Empty<byte>(), 0L, random.Next(1_000, 100_000));
        var (groups, away) = (new List<Group>(), new List<Group>());
        for (var row = 1L; row < end; row = groups[^1].Last + 1)
        {
            var group = new Group(row, random.Next(1, MostRows + 1), random.Next(1, 4));
            groups.Add(group);
            books.Reach(group.Last);
            if (group.Last > mark) (flushed, mark) = (PowerCut.RowsOf(folder), (group.Last + RowFile.BlockRows - 1) / RowFile.BlockRows * RowFile.BlockRows);
            away.Add(group);
            while (away.Count > MostAway) Step(books, away, random, isLast: false);
        }

        // The cut comes in the middle of marking a group, too.
        for (var i = 0; i < MostAway / 2; i++) Step(books, away, random, isLast: i == (MostAway / 2) - 1);

        using var after = PowerCut.Of(folder, flushed, random);
        using var again = after.Open();
        again.Reach(groups[^1].Last);
        var states = new GroupStates(again, new() { Resend = false }, OpenEvents.Of(again));
        foreach (var group in groups)
        {
            var said =
                $"seed {seed}, rows {group.First} to {group.Last}: {group.Truth} reads {string.Concat(group.Held.Select(held => again[held.Row].ToString()[0]))}";
            Assert.True(group.Held.All(held => again[held.Row] switch
            {
                RowState.Uncertain => true,
                RowState.Sent => group.Truth == Truth.Sent,
                RowState.Failed => group.Truth == Truth.Failed,
                RowState.NotReached => group.Truth == Truth.Untouched,
                _ => false,
            }), said);

            // What the next run makes of all of them together: nothing leaves again that may have left.
            Assert.True(states.Of(group.Held) switch
            {
                GroupState.Sent => group.Truth == Truth.Sent,
                GroupState.Settled => group.Truth == Truth.Failed,
                GroupState.Held => true,
                _ => group.Truth == Truth.Untouched,
            }, said + ", together " + states.Of(group.Held));
        }
    }

    /// <summary>One event of a group leaves, or is answered; with the last answer its rows are marked, the last time not all of them.</summary>
    private static void Step(LoadBooks books, List<Group> away, Random random, bool isLast)
    {
        var group = away[random.Next(away.Count)];
        if (group.Leave < group.Consignment.Size && random.Next(3) > 0)
        {
            group.Consignment.Leaving(books, BooksFolder.Noon);
            (group.Truth, group.Leave) = (Truth.Left, group.Leave + 1);
            return;
        }

        if (group.Settled == group.Leave) return;
        Outcome outcome = random.Next(12) switch { 0 => new Outcome.Failed("refused", "no"), 1 => new Outcome.Uncertain("lost"), _ => Outcome.Sent.Instance };
        if (group.Consignment.Settle(group.Settled++, outcome, "id") is not { } verdict) return;
        away.Remove(group);
        if (verdict is not Consignment.Verdict.Uncertain) group.Truth = verdict is Consignment.Verdict.Sent ? Truth.Sent : Truth.Failed;
        foreach (var held in isLast ? group.Held.Take(group.Held.Count / 2) : group.Held)
        {
            if (verdict is Consignment.Verdict.Sent) books.Sent(held.Row);
            else if (verdict is Consignment.Verdict.Failed) books.Failed(Rows.Failed(held.Row));
            else books.Uncertain(Rows.Uncertain(held.Row));
        }
    }

    private sealed class Group
    {
        public Group(long first, int rows, int events)
        {
            Held = [.. Enumerable.Range(0, rows).Select(i => new HeldRow(first + i, first + i + 1, -1, default))];
            Consignment.Begin(Held, "key"u8);
            for (var i = 0; i < events; i++) Consignment.Add(events == 1 ? null : FormattableString.Invariant($"event {i}"));
        }

        public Consignment Consignment { get; } = new();

        public IReadOnlyList<HeldRow> Held { get; }

        public long First => Held[0].Row;

        public long Last => Held[^1].Row;

        public Truth Truth { get; set; }

        /// <summary>How many events have left.</summary>
        public int Leave { get; set; }

        public int Settled { get; set; }
    }
}

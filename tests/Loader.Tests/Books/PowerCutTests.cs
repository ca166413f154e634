using Loader.Books;
using Loader.Books.RowBytes;

namespace Loader.Tests.Books;

/// <summary>
/// What the books say when the machine went down. A cut is played as the files as they were last flushed, plus any of the pages written since, and
/// another boot id.
/// </summary>
public sealed class PowerCutTests
{
    private const int MostInFlight = 400;

    private enum Truth
    {
        Untouched,
        Left,
        Sent,
        Failed,
        Skipped,
    }

    [Fact]
    public void Nothing_is_lost_or_doubled_and_at_most_a_block_is_uncertain()
    {
        foreach (var seed in PowerCut.Seeds(10)) PlayOne(seed);
    }

    [Fact]
    public void Doubtful_rows_are_uncertain_until_they_are_met_and_past_the_end_of_the_source_they_are_nothing()
    {
        using var folder = new BooksFolder();
        using (var books = folder.Open())
        {
            books.Reach(10);
            books.Sent(1);
        }

        folder.Reboot();
        using (var again = folder.Open())
        {
            Assert.Equal(["BOOK005"], folder.Findings.Select(finding => finding.Code.Id));
            Assert.Equal(RowFile.BlockRows, again.DoubtfulUpTo);
            Assert.Equal((RowState.Sent, RowState.Uncertain, RowState.NotReached), (again[1], again[2], again[RowFile.BlockRows + 1]));

            again.Reach(3);
            again.Leaving(3);
            again.NotReached(3);
            Assert.Equal((RowState.Uncertain, RowState.Uncertain), (again[2], again[3]));
            Assert.Equal([2, 3], again.ReadUncertain().Select(row => row.Row));
            again.Finish();
        }

        using (var third = folder.Open())
        {
            Assert.Equal(RowState.Uncertain, third[3]);
            third.Reach(3);
            third.Leaving(3);
            third.Sent(3);
            third.Finish(lastRow: 3);
        }

        using var last = folder.Open();
        Assert.Equal(0, last.DoubtfulUpTo);
        Assert.Equal((2, 1), (last.Count().Sent, last.Count().Uncertain));
    }

    [Fact]
    public void After_a_clean_end_a_reboot_changes_nothing()
    {
        using var folder = new BooksFolder();
        using (var books = folder.Open())
        {
            books.Reach(10);
            books.Sent(1);
            books.Finish();
        }

        folder.Reboot();
        using var again = folder.Open();

        Assert.Empty(folder.Findings);
        Assert.Equal((RowState.Sent, RowState.NotReached), (again[1], again[2]));
    }

    [Fact]
    public void A_resumed_run_that_had_let_nothing_go_leaves_nothing_in_doubt()
    {
        using var folder = new BooksFolder();
        using (var books = folder.Open())
        {
            books.Reach(10);
            books.Sent(1);
            books.Finish();
        }

        folder.Open().Dispose();
        folder.Reboot();
        using var again = folder.Open();

        Assert.Empty(folder.Findings);
        Assert.Equal(RowState.NotReached, again[2]);
    }

    /// <summary>The cut may also come while sums and head are being written: then their pages are on the disk or not, one by one.</summary>
    [Fact]
    public void A_cut_while_a_sum_is_written_is_never_taken_for_damage()
    {
        foreach (var seed in PowerCut.Seeds(10))
        {
            var random = new Random(seed);
            using var folder = new BooksFolder();
            using var books = folder.Open();
            books.Reach(65_536);
            for (var row = 1; row <= 65_536; row++) books.Sent(row);
            var before = PowerCut.RowsOf(folder);
            books.Reach(65_537);
            var after = PowerCut.RowsOf(folder);

            // The rows' pages were flushed before; of the head's pages any may be missing.
            foreach (var page in Enumerable.Range(0, 16).Where(_ => random.Next(2) == 0))
                before.AsSpan(page * PowerCut.PageBytes, PowerCut.PageBytes).CopyTo(after.AsSpan(page * PowerCut.PageBytes));
            using var cut = folder.AfterKill();
            File.WriteAllBytes(Path.Combine(cut.Path1, "rows"), after);
            cut.Reboot();
            using var again = cut.Open();

            Assert.DoesNotContain(cut.Findings, finding => finding.Code.Id == "BOOK007");
            Assert.Equal(65_536, again.Count().Sent);
        }
    }

    private static void PlayOne(int seed)
    {
        var random = new Random(seed);
        using var folder = new BooksFolder();
        using var books = folder.Open();
        var truth = new Truth[150_000];
        byte[] flushed = [];
        var mark = 0;
        var inFlight = new List<int>();
        var end = random.Next(1, truth.Length);
        var reason = books.SkipReason("not_paid");

        // A load as Running plays it: chunks are reached, rows leave in any order within what is in flight, answers come in any order.
        for (var row = 1; row < end;)
        {
            var last = Math.Min(end, row + random.Next(1, 3_000));
            books.Reach(last);
            if (last > mark)
            {
                flushed = PowerCut.RowsOf(folder);
                mark = (last + RowFile.BlockRows - 1) / RowFile.BlockRows * RowFile.BlockRows;
            }

            for (; row < last; row++)
            {
                if (random.Next(20) == 0)
                {
                    truth[row] = Truth.Skipped;
                    books.Skipped(row, reason);
                    continue;
                }

                inFlight.Add(row);
                if (inFlight.Count > MostInFlight) Answer(books, truth, inFlight, random);
            }
        }

        using var after = PowerCut.Of(folder, flushed, random);
        using var again = after.Open();
        again.Reach(end - 1);
        var wrong = new List<string>();
        long doubted = 0;
        for (var row = 1; row < truth.Length; row++)
        {
            var state = again[row];
            if (!IsTrue(truth[row], state)) wrong.Add($"row {row}: {truth[row]} reads {state}");
            if (row < end && state == RowState.Uncertain && truth[row] != Truth.Left) doubted++;
        }

        Assert.True(wrong.Count == 0, $"seed {seed}: {string.Join(", ", wrong.Take(5))}");
        Assert.True(again.Count().Balances(end - 1), $"seed {seed}: {again.Count()} of {end - 1} rows");
        Assert.True(doubted <= RowFile.BlockRows + MostInFlight + 3_000, $"seed {seed}: {doubted} rows in doubt");
    }

    /// <summary>One of the rows in flight leaves, and is answered, or not.</summary>
    private static void Answer(LoadBooks books, Truth[] truth, List<int> inFlight, Random random)
    {
        var index = random.Next(inFlight.Count);
        var row = inFlight[index];
        inFlight.RemoveAt(index);
        books.Leaving(row);
        truth[row] = random.Next(10) switch { 0 => Truth.Left, 1 => Truth.Failed, _ => Truth.Sent };
        if (truth[row] == Truth.Sent) books.Sent(row);
        if (truth[row] == Truth.Failed) books.Failed(Rows.Failed(row));
    }

    /// <summary>Doubt is always allowed, where bounded; certainty has to be right.</summary>
    private static bool IsTrue(Truth truth, RowState state) => state switch
    {
        RowState.Uncertain => true,
        RowState.NotReached => truth is Truth.Untouched or Truth.Skipped,
        RowState.Sent => truth == Truth.Sent,
        RowState.Failed => truth == Truth.Failed,
        RowState.Skipped => truth == Truth.Skipped,
        _ => false,
    };
}

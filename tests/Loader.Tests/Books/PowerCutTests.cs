using Loader.Books;

namespace Loader.Tests.Books;

/// <summary>
/// What the books say when the machine went down. A cut is played as the files as they were last flushed, plus any of the pages written since, and
/// another boot id.
/// </summary>
public sealed class PowerCutTests
{
    private const int PageBytes = 4096;
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
        for (var seed = 1; seed <= 10; seed++) PlayOne(seed);
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

    /// <summary>Failed rows that a retry takes after a cut were failed before it: their doubt is not that of the rows around them.</summary>
    [Fact]
    public void A_retry_after_a_cut_takes_the_rows_that_failed_and_only_what_a_retry_had_let_go_is_in_doubt()
    {
        using var folder = new BooksFolder();
        using (var books = folder.Open())
        {
            books.Reach(4);
            books.Failed(Rows.Failed(1));
            books.Sent(2);
        }

        folder.Reboot();
        using (var retry = folder.TryOpen(OpeningMode.RetryFailed)!)
        {
            retry.Reach(4);
            Assert.Equal("rsuu", BooksFolder.States(retry, 4));
            retry.Leaving(1);
            retry.NotReached(1);
        }

        folder.Reboot();
        using var again = folder.Open();
        Assert.Equal("usuu", BooksFolder.States(again, 4));
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

    /// <summary>A second run over finished books: failed rows are tried again and uncertain ones settled by hand, then the machine goes down.</summary>
    [Fact]
    public void Rows_that_are_tried_again_or_settled_by_hand_are_neither_lost_nor_sent_twice()
    {
        for (var seed = 1; seed <= 4; seed++) PlayRetry(seed);
    }

    /// <summary>The cut may also come while sums and head are being written: then their pages are on the disk or not, one by one.</summary>
    [Fact]
    public void A_cut_while_a_sum_is_written_is_never_taken_for_damage()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            using var folder = new BooksFolder();
            using var books = folder.Open();
            books.Reach(65_536);
            for (var row = 1; row <= 65_536; row++) books.Sent(row);
            var before = RowsOf(folder);
            books.Reach(65_537);
            var after = RowsOf(folder);

            // The rows' pages were flushed before; of the head's pages any may be missing.
            foreach (var page in Enumerable.Range(0, 16).Where(_ => random.Next(2) == 0)) before.AsSpan(page * PageBytes, PageBytes).CopyTo(after.AsSpan(page * PageBytes));
            using var cut = folder.AfterKill();
            File.WriteAllBytes(Path.Combine(cut.Path1, "rows"), after);
            cut.Reboot();
            using var again = cut.Open();

            Assert.DoesNotContain(cut.Findings, finding => finding.Code.Id == "BOOK007");
            Assert.Equal(65_536, again.Count().Sent);
        }
    }

    private static void PlayRetry(int seed)
    {
        const int Last = 150_000;
        var random = new Random(seed);
        using var folder = new BooksFolder();
        var truth = new Truth[Last + 1];
        using (var first = folder.Open())
        {
            for (var row = 1; row <= Last; row++)
            {
                if (row % 1_000 == 1) first.Reach(Math.Min(Last, row + 999));
                truth[row] = random.Next(50) switch { 0 => Truth.Failed, 1 => Truth.Left, _ => Truth.Sent };
                if (truth[row] == Truth.Sent) first.Sent(row);
                if (truth[row] == Truth.Failed) first.Failed(Rows.Failed(row));
                if (truth[row] == Truth.Left) first.Uncertain(Rows.Uncertain(row));
            }

            first.Finish(Last);
        }

        using var books = folder.TryOpen(OpeningMode.RetryFailed)!;
        var flushed = RowsOf(folder);
        var end = random.Next(1, Last);
        var mark = 0L;
        for (var row = 1; row <= end; row++)
        {
            if (row % 1_000 == 1)
            {
                books.Reach(Math.Min(Last, row + 999));
                if (row + 999 > mark) (flushed, mark) = (RowsOf(folder), (row + 999 + RowFile.BlockRows - 1) / RowFile.BlockRows * RowFile.BlockRows);
            }

            if (books[row] == RowState.Uncertain && random.Next(2) == 0)
            {
                books.SentByHand(row, BooksFolder.Noon);
                truth[row] = Truth.Sent;
            }

            if (books[row] != RowState.ToRetry) continue;
            books.Leaving(row);
            truth[row] = random.Next(10) switch { 0 => Truth.Left, 1 => Truth.Failed, _ => Truth.Sent };
            if (truth[row] == Truth.Sent) books.Sent(row);
            if (truth[row] == Truth.Failed) books.Failed(Rows.Failed(row));
        }

        using var after = Cut(folder, flushed, random);
        using var again = after.Open();
        Assert.DoesNotContain(after.Findings, finding => finding.Code.Id == "BOOK007");
        again.Reach(Last);
        var wrong = Enumerable.Range(1, Last)
            .Where(row => again[row] switch
            {
                RowState.Uncertain => false,
                RowState.Sent => truth[row] != Truth.Sent,
                RowState.Failed or RowState.ToRetry => truth[row] != Truth.Failed,
                _ => true,
            })
            .ToList();
        Assert.True(wrong.Count == 0, $"seed {seed}: {string.Join(", ", wrong.Take(5).Select(row => $"row {row}: {truth[row]} reads {again[row]}"))}");
        var doubted = Enumerable.Range(1, Last).Count(row => again[row] == RowState.Uncertain && truth[row] != Truth.Left);
        Assert.True(doubted <= RowFile.BlockRows, $"seed {seed}: {doubted} rows in doubt");
        Assert.True(again.Count().Balances(Last));
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
                flushed = RowsOf(folder);
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

        using var after = Cut(folder, flushed, random);
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

    internal static BooksFolder Cut(BooksFolder folder, byte[] flushed, Random random)
    {
        var after = folder.AfterKill();
        var path = Path.Combine(after.Path1, "rows");
        var last = File.ReadAllBytes(path);
        for (var page = 0; page < last.Length; page += PageBytes)
        {
            // The head is written and flushed at once; of the others any may have reached the disk.
            if (page >= 65_536 && page < flushed.Length && random.Next(2) == 0) flushed.AsSpan(page, PageBytes).CopyTo(last.AsSpan(page));
        }

        File.WriteAllBytes(path, last);
        after.Reboot();
        return after;
    }

    internal static byte[] RowsOf(BooksFolder folder)
    {
        using var file = new FileStream(Path.Combine(folder.Path1, "rows"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}

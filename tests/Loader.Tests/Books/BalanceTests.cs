using FsCheck;
using FsCheck.Fluent;
using Loader.Books;

namespace Loader.Tests.Books;

/// <summary>Whatever is marked, in whatever order and from however many threads: the counts are those of the last marks.</summary>
public sealed class BalanceTests : IDisposable
{
    /// <summary>Few, so that rows are marked again and again.</summary>
    private const int MostRows = 8;
    private const int Reasons = 3;

    private readonly BooksFolder folder = new();
    private readonly LoadBooks books;

    public BalanceTests()
    {
        books = folder.Open();
        books.Reach(MostRows);
        for (var i = 0; i < Reasons; i++) books.SkipReason($"reason_{i}");
    }

    public void Dispose()
    {
        books.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Counts_are_those_of_the_last_mark_of_each_row() =>
        Prop.ForAll(Marks().ToArbitrary(), marks =>
        {
            Clear();
            foreach (var (row, mark) in marks) Apply(row, mark);
            return Agrees(marks);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Marks_from_many_threads_do_not_disturb_each_other() =>
        Prop.ForAll(Marks().ToArbitrary(), marks =>
        {
            Clear();

            // Each row by one thread at a time, neighbours by different ones.
            Parallel.ForEach(marks.GroupBy(mark => mark.Row), of =>
            {
                foreach (var (row, mark) in of) Apply(row, mark);
            });
            return Agrees(marks);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reasons_that_many_threads_ask_for_get_one_index_each()
    {
        var names = Enumerable.Range(0, 64).Select(i => $"shared_{i % 8}").ToList();

        var indexes = names.AsParallel().WithDegreeOfParallelism(8).Select(name => (name, Index: books.SkipReason(name))).ToList();

        Assert.Equal(8, indexes.Distinct().Count());
        Assert.Equal(8, indexes.Select(one => one.Index).Distinct().Count());
    }

    private static Gen<(int Row, int Mark)[]> Marks() =>
        Gen.Choose(1, MostRows).Zip(Gen.Choose(0, 6 + Reasons)).Select(pair => (pair.Item1, pair.Item2)).ArrayOf();

    private void Clear()
    {
        for (var row = 1; row <= MostRows; row++)
        {
            books.Sent(row);
            books.NotReached(row);
        }
    }

    private void Apply(int row, int mark)
    {
        switch (mark)
        {
            case 0: books.NotReached(row); break;
            case 1: books.Leaving(row); break;
            case 2: books.Sent(row); break;
            case 3: books.Failed(Rows.Failed(row)); break;
            case 4: books.Uncertain(Rows.Uncertain(row)); break;
            default: books.Skipped(row, mark - 6); break;
        }
    }

    private bool Agrees((int Row, int Mark)[] marks)
    {
        var model = new Dictionary<int, (int Mark, bool WasUncertain)>();
        foreach (var (row, mark) in marks)
        {
            var (before, wasUncertain) = model.GetValueOrDefault(row);
            model[row] = mark switch
            {
                // A row that had been uncertain is so again when it did not leave after all, or never was about to.
                0 when before == 4 => (4, false),
                0 when before == 1 && wasUncertain => (4, false),
                1 => (1, before == 4 || (before == 1 && wasUncertain)),
                _ => (mark, false),
            };
        }

        var counts = books.Count();
        var known = model.Values.Where(row => row.Mark != 0).ToList();
        return counts.Sent == known.Count(row => row.Mark == 2)
            && counts.Failed == known.Count(row => row.Mark == 3)
            && counts.Uncertain == known.Count(row => row.Mark == 4)
            && counts.InFlight == known.Count(row => row.Mark == 1)
            && counts.Skipped == known.Count(row => row.Mark >= 5)
            && counts.SkippedUnder.All(under => under.Reason == "other" || under.Rows == known.Count(row => $"reason_{row.Mark - 6}" == under.Reason))
            && counts.Read == known.Count
            && counts.Balances(known.Count) == (counts.InFlight == 0)
            && books.ReadFailed().Select(row => row.Row).SequenceEqual(model.Where(row => row.Value.Mark == 3).Select(row => (long)row.Key).Order());
    }
}

using Loader.Books.Records;

namespace Loader.Tests.Books;

/// <summary>What is written down about rows beside their bytes.</summary>
public sealed class FailedAndUncertainTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_failed_row_is_read_back_exactly()
    {
        byte[] broken = [0x41, 0xFF, 0x00, 0x2C];
        var rows = new[]
        {
            Rows.Failed(1, original: "A1,\"two\nlines, \"\"quoted\"\"\",\u2028\0é漢😀"),
            Rows.Failed(2) with { Original = broken, Stage = FailureStage.Send, Field = null, Key = null, MappingPlace = null },
        };
        using var books = folder.Open();
        books.Reach(2);
        books.Failed(rows[1]);
        books.Failed(rows[0]);

        var read = books.ReadFailed().ToList();

        Assert.Equal(rows.Select(row => row with { Original = default }), read.Select(row => row with { Original = default }));
        Assert.Equal(rows.Select(row => row.Original.ToArray()), read.Select(row => row.Original.ToArray()));
    }

    [Fact]
    public void The_last_reason_of_a_row_holds_and_the_byte_decides_whether_it_failed()
    {
        using var books = folder.Open();
        books.Reach(3);
        books.Failed(Rows.Failed(1, "first"));
        books.Failed(Rows.Failed(2, "first"));
        books.Failed(Rows.Failed(3, "first"));

        books.Leaving(2);
        books.Sent(2);
        books.Failed(Rows.Failed(1, "second"));

        Assert.Equal([(1, "second"), (3, "first")], books.ReadFailed().Select(row => (row.Row, row.Code)));
        Assert.Equal(2, books.Count().Failed);
    }

    [Fact]
    public void Half_a_line_at_the_end_of_the_reasons_hides_no_other()
    {
        using (var books = folder.Open())
        {
            books.Reach(3);
            books.Failed(Rows.Failed(1));
            books.Failed(Rows.Failed(2));
            books.Finish();
        }

        var path = Path.Combine(folder.Path1, "failed.jsonl");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
        using var again = folder.Open();
        again.Reach(3);
        again.Failed(Rows.Failed(3));

        Assert.Equal(["ROW001", FailedRow.ReasonLost, "ROW001"], again.ReadFailed().Select(row => row.Code));
    }

    [Fact]
    public void An_uncertain_row_is_named_with_what_is_known_of_it()
    {
        using var books = folder.Open();
        books.Reach(1);
        books.Uncertain(Rows.Uncertain(1));

        Assert.Equal(Rows.Uncertain(1), Assert.Single(books.ReadUncertain()));
    }
}

using System.Text;
using Loader.Books.Records;
using Loader.Mappings.Rows;
using Loader.Reports;
using Loader.Tests.Books;

namespace Loader.Tests.Reports;

public sealed class RejectedFileTests : IDisposable
{
    private const string Load = "crm 2026-03-01T10:00:00.1234567Z";
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rejected_rows_are_as_they_were_with_six_cells_more()
    {
        var path = Write(
            new("csv", "id;name", ';'),
            Rows.Failed(3, "ROW001", "'x;y' is \"odd\"", "3;\"two\nlines; \"\"quoted\"\"\""),
            Rows.Failed(7, "http_400", "refused", "7;plain") with { Field = null, Events = ["two", "item/2"] });

        Assert.Equal(
            """"
            id;name;_row;_code;_reason;_field;_unsent;_load
            3;"two
            lines; ""quoted""";3;ROW001;"'x;y' is ""odd""";total;;crm 2026-03-01T10:00:00.1234567Z
            7;plain;7;http_400;refused;;events two item/2;crm 2026-03-01T10:00:00.1234567Z

            """".ReplaceLineEndings("\n"),
            File.ReadAllText(path));
    }

    [Fact]
    public void Added_cells_are_quoted_as_the_source_quotes()
    {
        var path = Write(new("csv", "id,name", ',', Quote: '\''), Rows.Failed(1, "E1", "it's, \"odd\"", "3,'a,b'"));

        Assert.Equal("id,name,_row,_code,_reason,_field,_unsent,_load\n3,'a,b',1,E1,'it''s, \"odd\"',total,," + Load + "\n", File.ReadAllText(path));
    }

    [Fact]
    public void Without_a_header_there_is_none_in_the_rejected_file()
    {
        var path = Write(new("csv", null, '\t'), Rows.Failed(1, original: "a\tb"));

        Assert.Equal("a\tb\t1\tROW001\t'x' is not a decimal\ttotal\t\t" + Load + "\n", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("utf-8", "é漢")]
    [InlineData("utf-16", "é漢")]
    [InlineData("iso-8859-1", "é")]
    [InlineData("windows-1252", "é€")]
    public void The_file_is_in_the_encoding_of_the_source(string encoding, string text)
    {
        var path = Write(new("csv", "name", ',', encoding), Rows.Failed(1, original: text));

        var bytes = File.ReadAllBytes(path);
        var decoder = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        Assert.True(bytes.AsSpan().StartsWith(decoder.GetPreamble()));
        Assert.Contains($"\n{text},1,ROW001", decoder.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejected_objects_keep_their_members_and_the_digits_of_their_numbers()
    {
        var path = Write(
            new("jsonl", null, null),
            Rows.Failed(1, "E1", "bad", """{"id":12.50,"big":123456789012345678901234567890,"_row":9,"é":"漢"}"""),
            Rows.Failed(2, "E2", "no object", """{"id":""") with { Events = ["two"] });

        Assert.Equal(
            """
            {"id":12.50,"big":123456789012345678901234567890,"é":"漢","_row":1,"_code":"E1","_reason":"bad","_field":"total","_load":"crm 2026-03-01T10:00:00.1234567Z"}
            {"_original":"{\"id\":","_row":2,"_code":"E2","_reason":"no object","_field":"total","_unsent":"events two","_load":"crm 2026-03-01T10:00:00.1234567Z"}

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(path));
    }

    [Fact]
    public void Each_row_that_still_counts_as_failed_is_there_once_in_row_order()
    {
        using var books = folder.Open();
        books.Reach(4);
        foreach (var row in (long[])[4, 2, 3, 2]) books.Failed(Rows.Failed(row, original: $"{row}"));
        books.Sent(3);
        books.Finish();

        var path = RejectedFile.Write(folder.Path1, books.ReadFailed(), new("csv", "id", ','), Load)?.Path;

        Assert.Equal(["id", "2", "4"], File.ReadAllLines(path!).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Without_failed_rows_an_older_file_goes_away()
    {
        Directory.CreateDirectory(folder.Path1);
        var path = Write(new("csv", "id", ','), Rows.Failed(1));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        Assert.Null(RejectedFile.Write(folder.Path1, [], new("csv", "id", ','), Load, hash));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_file_that_somebody_edited_is_left_as_it_is()
    {
        Directory.CreateDirectory(folder.Path1);
        var layout = new RejectedLayout("csv", "id", ',');
        var first = RejectedFile.Write(folder.Path1, [Rows.Failed(1)], layout, Load)!;
        var unedited = RejectedFile.Write(folder.Path1, [Rows.Failed(1), Rows.Failed(2)], layout, Load, first.Hash)!;
        Assert.Equal((first.Path, null), (unedited.Path, unedited.KeptEdited));

        File.AppendAllText(first.Path, "my work\n");
        var beside = RejectedFile.Write(folder.Path1, [Rows.Failed(3)], layout, Load, unedited.Hash)!;
        Assert.Equal((Path.Combine(folder.Path1, "rejected.2.csv"), first.Path), (beside.Path, beside.KeptEdited));
        Assert.EndsWith("my work\n", File.ReadAllText(first.Path), StringComparison.Ordinal);

        Assert.Null(RejectedFile.Write(folder.Path1, [], layout, Load, beside.Hash));
        Assert.Equal((true, false), (File.Exists(first.Path), File.Exists(beside.Path)));
    }

    private string Write(RejectedLayout layout, params FailedRow[] rows)
    {
        Directory.CreateDirectory(folder.Path1);
        return RejectedFile.Write(folder.Path1, rows, layout, Load)?.Path ?? throw new InvalidOperationException("There are rows.");
    }
}

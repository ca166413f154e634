using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

/// <summary>A file that is written to while it is read.</summary>
public sealed class CsvChangeTests : IDisposable
{
    private readonly CsvFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Rows_that_are_appended_are_not_read_and_one_failed_row_says_so()
    {
        files.Write("a,b\n1,2\n");
        await using var source = files.Open(new CsvOptions { Path = "" });
        await File.AppendAllTextAsync(files.Path, "3,4\n");

        Assert.Equal(["[1|2]", "3: CSV016"], await CsvFiles.Show(source));
    }

    [Fact]
    public async Task A_last_row_without_an_end_is_not_trusted_in_a_file_that_is_being_written()
    {
        files.Write("a,b\n1,2\n3,12.5");
        await using var source = files.Open(new CsvOptions { Path = "" });
        await File.AppendAllTextAsync(files.Path, "0\n");

        Assert.Equal(["[1|2]", "3: CSV016"], await CsvFiles.Show(source));
    }

    [Fact]
    public async Task A_file_of_the_same_size_that_was_written_again_is_noticed()
    {
        files.Write("a,b\n1,2\n");
        File.SetLastWriteTimeUtc(files.Path, new(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc));
        await using var source = files.Open(new CsvOptions { Path = "" });
        files.Write("a,b\n1,3\n");

        Assert.Equal("3: CSV016", (await CsvFiles.Show(source))[^1]);
    }

    [Fact]
    public async Task A_file_that_became_shorter_is_noticed()
    {
        files.Write("a,b\n1,2\n3,4\n");
        await using var source = files.Open(new CsvOptions { Path = "" });
        files.Write("a,b\n1,2\n");

        Assert.Equal(["[1|2]", "3: CSV016"], await CsvFiles.Show(source));
    }

    [Fact]
    public async Task A_file_that_is_gone_was_read_and_is_reported()
    {
        files.Write("a,b\n1,2\n");
        await using var source = files.Open(new CsvOptions { Path = "" });
        File.Delete(files.Path);

        Assert.Equal(["[1|2]", "3: CSV016"], await CsvFiles.Show(source));
    }

    [Fact]
    public async Task A_row_for_the_change_is_written_with_a_cell_per_column()
    {
        files.Write("a,b\n1,2\n");
        await using var source = files.Open(new CsvOptions { Path = "" });
        await File.AppendAllTextAsync(files.Path, "3,4\n");

        Assert.Equal(["1,2", ","], await CsvFiles.Originals(source));
    }
}

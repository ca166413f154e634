using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

/// <summary>Cells and rows above their limits, and files whose quotes leave no certain boundary.</summary>
public sealed class CsvLimitTests : IDisposable
{
    private static readonly CsvOptions Small = new() { Path = "", Delimiter = ',', MaxCell = 100, MaxRow = 300, ChunkBytes = 64 };
    private readonly CsvFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("1,{100}", "[1|{100}]")]
    [InlineData("1,{101}", "2: CSV015")]
    [InlineData("1,\"{100}\"", "[1|{100}]")]
    [InlineData("\"{101}\",1", "2: CSV015")]
    [InlineData("1,{5000}", "2: CSV015")]
    [InlineData("1,\"{5000}\"", "2: CSV015")]
    [InlineData("1,\"{200}\n{5000}\"", "2: CSV015")]
    public async Task A_row_beyond_a_limit_fails_and_the_next_one_is_read(string row, string shown)
    {
        files.Write("a,b\n" + Filled(row) + "\n3,4\n5,6\n");
        await using var source = files.Open(Small);

        Assert.Equal([Filled(shown), "[3|4]", "[5|6]"], await CsvFiles.Show(source));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Lines_are_counted_through_a_row_that_is_passed_over(string end)
    {
        var cell = string.Concat(Enumerable.Repeat("line" + end, 200));
        files.Write($"a,b{end}1,\"{cell}\"{end}3{end}");
        await using var source = files.Open(Small);

        Assert.Equal(["2: CSV015", "203: CSV010"], await CsvFiles.Show(source));
    }

    [Theory]
    [InlineData("1,\"{5000}\n3,4\n5,6\n", "no quote closes it")]
    [InlineData("1,\"{5000}\n3,\"x\"\n5,6\n", "text follows a closing quote")]
    public async Task Where_the_next_row_begins_is_not_guessed_the_rest_of_the_file_is_one_failed_row(string rest, string why)
    {
        files.Write("a,b\n0,0\n" + Filled(rest));
        await using var source = files.Open(Small);

        Assert.Equal(["[0|0]", "3: CSV012"], await CsvFiles.Show(source));
        Assert.Contains(why, await LastProblem(source), StringComparison.Ordinal);
        Assert.Equal(source.Bytes, await LastBytesRead(source));
    }

    [Fact]
    public async Task An_open_quote_names_its_cell_and_its_line()
    {
        files.Write("a,b\n0,0\n1,\"x\ny\"\n\"ok\n\",\"open\n3,4\n5,6\n");
        await using var source = files.Open(new CsvOptions { Path = "", Delimiter = ',' });

        Assert.Equal(["[0|0]", "[1|x\ny]", "5: CSV012"], await CsvFiles.Show(source));
        Assert.Equal(
            "the quote that opens cell 2 ('b') on line 6 is never closed: the file to its end, 3 lines, is this one row", await LastProblem(source));
    }

    [Fact]
    public async Task Rows_behind_a_large_one_can_be_read_from_in_the_middle()
    {
        files.Write(Filled("a,b\n1,{5000}\n2,x\n3,\"{400}\"\n4,y\n"));
        await using var source = files.Open(Small);
        var seen = new List<(long, string?)>();

        await foreach (var chunk in source.ReadAsync(2, [0, 1], CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++) seen.Add((chunk.FirstRow + i, chunk.ProblemOf(i)?.Code.Id));
            }
        }

        Assert.Equal([(2, null), (3, "CSV015"), (4, null)], seen);
    }

    [Fact]
    public async Task Very_short_rows_make_chunks_of_a_bounded_number()
    {
        files.Write("a\n" + string.Concat(Enumerable.Repeat("1\n", 1000)));
        await using var source = files.Open(new CsvOptions { Path = "", ChunkRows = 64 });
        var counts = new List<int>();

        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk) counts.Add(chunk.Count);
        }

        Assert.Equal(1000, counts.Sum());
        Assert.Equal(64, counts.Max());
    }

    private static string Filled(string text)
    {
        foreach (var length in new[] { 100, 101, 200, 400, 5000 })
        {
            text = text.Replace(FormattableString.Invariant($"{{{length}}}"), new string('x', length), StringComparison.Ordinal);
        }

        return text;
    }

    private static async Task<string> LastProblem(CsvSource source)
    {
        var last = "";
        await foreach (var chunk in source.ReadAsync(1, [], CancellationToken.None))
        {
            using (chunk) last = chunk.ProblemOf(chunk.Count - 1)?.Message ?? last;
        }

        return last;
    }

    private static async Task<long?> LastBytesRead(CsvSource source)
    {
        long? last = null;
        await foreach (var chunk in source.ReadAsync(1, [], CancellationToken.None))
        {
            using (chunk) last = chunk.BytesRead;
        }

        return last;
    }
}

using Loader.Parquet.Sources;
using Loader.Parquet.Tests.Corpus;
using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Files;

/// <summary>Any stretch of rows in any portions is the same as that stretch of all rows.</summary>
public class RangeTests
{
    [Theory]
    [InlineData("generated/gen_row_groups.snappy.parquet")]
    [InlineData("generated/gen_deep_nested_arrowrs.brotli.parquet")]
    [InlineData("generated/gen_dict_fallback_arrowrs.gzip.parquet")]
    [InlineData("generated/gen_encodings_v2_arrowrs.snappy.parquet")]
    [InlineData("files/alltypes_tiny_pages.parquet")]
    [InlineData("files/delta_byte_array.parquet")]
    [InlineData("files/nullable.impala.parquet")]
    [InlineData("files/int32_with_null_pages.parquet")]
    public async Task Reading_may_begin_and_end_at_any_row(string name)
    {
        await using var file = await ParquetFile.OpenAsync(CorpusFile.All[name].FullPath);
        var all = await LinesAsync(file, ReadOptions.All);
        var random = new Random(all.Count);
        for (var i = 0; i < 25; i++)
        {
            var first = random.Next(all.Count + 1);
            var count = random.Next(all.Count - first + 10);
            var read = new ReadOptions { FirstRow = first, RowCount = i % 5 == 0 ? null : count, BatchRows = 1 + random.Next(i % 2 == 0 ? 20 : 5000) };

            var lines = await LinesAsync(file, read);

            Assert.Equal(all.Skip(first).Take(read.RowCount is null ? all.Count : count), lines);
        }
    }

    [Fact]
    public async Task A_first_row_beyond_the_end_gives_nothing()
    {
        await using var file = await ParquetFile.OpenAsync(CorpusFile.All["files/alltypes_plain.parquet"].FullPath);

        Assert.Empty(await LinesAsync(file, new ReadOptions { FirstRow = 8 }));
        Assert.Empty(await LinesAsync(file, new ReadOptions { FirstRow = long.MaxValue }));
        Assert.Empty(await LinesAsync(file, new ReadOptions { RowCount = 0 }));
    }

    [Fact]
    public async Task Pages_before_the_first_row_are_passed_over_unread()
    {
        var bytes = await File.ReadAllBytesAsync(CorpusFile.All["generated/gen_row_groups.snappy.parquet"].FullPath);
        using var stream = new CountingStream(bytes);
        await using var file = await ParquetFile.OpenAsync(stream);
        Array.Clear(stream.Seen);

        Assert.Equal(100, (await LinesAsync(file, new ReadOptions { FirstRow = 6900 })).Count);

        Assert.InRange(stream.Seen.Count(seen => seen), 1, bytes.Length / 5);
    }

    [Fact]
    public async Task Of_columns_that_are_not_chosen_no_byte_is_read()
    {
        using var made = new MemoryStream();
        using (var writer = new TableWriter(
            made,
            TableWriter.Uncompressed,
            new("id", TableType.Integer),
            new("note", TableType.Text),
            new("total", TableType.Money)))
        {
            for (var group = 0; group < 5; group++)
                writer.Add([.. Enumerable.Range(1, 5000).Select(n => new object?[] { (long)n, $"{n}{new string('x', 100)}", n / 100m })]);
        }

        var bytes = made.ToArray();
        using var stream = new CountingStream(bytes);
        await using var file = await ParquetFile.OpenAsync(stream);
        Array.Clear(stream.Seen);

        var lines = await LinesAsync(file, new ReadOptions { Columns = [file.Schema.Fields[0], file.Schema.Fields[2]] });

        Assert.Equal(25_000, lines.Count);
        Assert.InRange(stream.Seen.Count(seen => seen), 25_000 * 16, (25_000 * 16) + 20_000);
    }

    [Theory]
    [InlineData("id note total", 1)]
    [InlineData("id", 1)]
    [InlineData("id total", 2)]
    public async Task From_afar_a_row_group_is_fetched_in_as_few_stretches_as_its_columns_lie_apart(string columns, int stretches)
    {
        const int Groups = 4, Rows = 5000;
        using var made = new MemoryStream();
        using (var writer = new TableWriter(
            made,
            TableWriter.Uncompressed,
            new("id", TableType.Integer),
            new("note", TableType.Text),
            new("total", TableType.Money)))
        {
            for (var group = 0; group < Groups; group++)
                writer.Add([.. Enumerable.Range(1, Rows).Select(n => new object?[] { (long)n, $"{n}{new string('x', 100)}", n / 100m })]);
        }

        var bytes = made.ToArray();
        using var stream = new CountingStream(bytes);
        await using var far = await ParquetFile.OpenAsync(stream, options: new() { IsFar = true });
        await using var near = await ParquetFile.OpenAsync(new MemoryStream(bytes));
        stream.Reads.Clear();

        var lines = await LinesAsync(far, Of(far));

        Assert.Equal(await LinesAsync(near, Of(near)), lines);
        Assert.Equal(Groups * stretches, stream.Reads.Count);
        Assert.Equal(Groups * stretches, stream.Reads.Distinct().Count());

        ReadOptions Of(ParquetFile file) => new() { Columns = [.. file.Schema.Fields.Where(field => columns.Split(' ').Contains(field.Name))] };
    }

    [Fact]
    public async Task From_afar_rows_are_the_same_whatever_the_first_one_is()
    {
        var bytes = await File.ReadAllBytesAsync(CorpusFile.All["generated/gen_row_groups.snappy.parquet"].FullPath);
        await using var near = await ParquetFile.OpenAsync(new MemoryStream(bytes));
        await using var far = await ParquetFile.OpenAsync(new MemoryStream(bytes), options: new() { IsFar = true });

        foreach (var first in (long[])[0, 1, 999, 1000, 2500, 6999])
        {
            var read = new ReadOptions { FirstRow = first, RowCount = 1500 };
            Assert.Equal(await LinesAsync(near, read), await LinesAsync(far, read));
        }
    }

    [Fact]
    public async Task What_cannot_be_fetched_fails_after_all_rows_before_it()
    {
        using var made = new MemoryStream();
        using (var writer = new TableWriter(made, TableWriter.Uncompressed, new TableColumn("id", TableType.Integer)))
        {
            for (var group = 0; group < 3; group++) writer.Add([.. Enumerable.Range(1, 1000).Select(n => new object?[] { (long)n })]);
        }

        using var stream = new CountingStream(made.ToArray()) { FailsFrom = 9000 };
        await using var file = await ParquetFile.OpenAsync(stream, options: new() { IsFar = true });
        var rows = 0;

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var row in file.ReadRowsAsync()) rows++;
        });

        Assert.Equal(1000, rows);
    }

    [Fact]
    public void Stretches_are_merged_over_small_gaps_and_never_above_their_limit()
    {
        const int Mega = 1 << 20;

        Assert.Equal([new Stretch(0, 300)], Stretch.Merge([new(200, 300), new(0, 100)]));
        Assert.Equal([new Stretch(0, 100), new Stretch(Mega, Mega + 1)], Stretch.Merge([new(0, 100), new(Mega, Mega + 1)]));
        Assert.Equal([new Stretch(4, 4 + (8 * Mega)), new Stretch(4 + (8 * Mega), 9 * Mega)], Stretch.Merge([new(4, 5 * Mega), new(5 * Mega, 9 * Mega)]));
        Assert.Equal([new Stretch(0, 100)], Stretch.Merge([new(0, 100), new(50, 60), new(0, 100)]));
    }

    private static async Task<List<string>> LinesAsync(ParquetFile file, ReadOptions read)
    {
        var lines = new List<string>();
        await foreach (var row in file.ReadRowsAsync(read))
        {
            Assert.Equal(read.FirstRow + lines.Count, row.Number);
            lines.Add(CanonicalJson.Line(row));
        }

        return lines;
    }
}

using Loader.Parquet.Metadata;
using Loader.Parquet.Schemas;
using Loader.Parquet.Tests.Corpus;

namespace Loader.Parquet.Tests.Files;

/// <summary>What a user of the library does with a file.</summary>
public class ParquetFileTests
{
    private static string Orders => CorpusFile.All["generated/gen_orders.snappy.parquet"].FullPath;

    [Fact]
    public async Task Schema_row_groups_and_metadata_can_be_looked_at_without_reading_rows()
    {
        await using var file = await ParquetFile.OpenAsync(CorpusFile.All["generated/gen_row_groups.snappy.parquet"].FullPath);

        Assert.Equal("id: int64?\ns: text?\nd: decimal(21,1)?\nn: int64?\n", file.Schema.ToString());
        Assert.Equal(7000, file.RowCount);
        Assert.Equal([0L, 2048, 4096, 6144], file.RowGroups.Select(group => group.FirstRow));
        Assert.Equal([2048L, 2048, 2048, 856], file.RowGroups.Select(group => group.RowCount));
        Assert.All(file.RowGroups[0].GetColumns(), column => Assert.Equal(Codec.Snappy, column.Codec));
        Assert.StartsWith("DuckDB", file.CreatedBy, StringComparison.Ordinal);
        Assert.Null(file.Schema.Find("ID"));
    }

    [Fact]
    public async Task Key_value_metadata_is_given_in_file_order()
    {
        await using var file = await ParquetFile.OpenAsync(CorpusFile.All["files/sort_columns.parquet"].FullPath);

        Assert.Contains(file.KeyValueMetadata, pair => pair.Key == "ARROW:schema" && pair.Value is not null);
    }

    [Fact]
    public async Task Cells_are_read_by_their_type_without_conversion()
    {
        await using var file = await ParquetFile.OpenAsync(Orders);
        await foreach (var row in file.ReadRowsAsync(new ReadOptions { RowCount = 1 }))
        {
            var total = row[file.Schema.Fields.ToList().FindIndex(field => field.Name == "total")];
            Assert.Equal((ValueKind.Decimal, 2), (total.Type!.Kind, total.Type.Scale));
            Assert.True(total.GetDecimal().TryToDecimal(out var amount));
            Assert.Equal(total.GetDecimal().ToString(), amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal("Column total is decimal(12,2), not text.", Assert.Throws<InvalidOperationException>(() => total.GetText()).Message);
            Assert.Throws<InvalidOperationException>(() => total.GetBytes());
            Assert.Throws<InvalidOperationException>(() => total.Count);
        }
    }

    [Fact]
    public async Task Batches_may_be_kept_while_reading_goes_on()
    {
        await using var file = await ParquetFile.OpenAsync(CorpusFile.All["generated/gen_row_groups.snappy.parquet"].FullPath);
        var batches = new List<RowBatch>();
        await foreach (var batch in file.ReadBatchesAsync(new ReadOptions { BatchRows = 500 })) batches.Add(batch);

        var lines = batches.SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => CanonicalJson.Line(batch[i])));

        var expected = await File.ReadAllLinesAsync(CorpusFile.PathOf("expected/gen_row_groups.snappy.jsonl"));
        Assert.Equal(expected, lines.Take(expected.Length));
        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, 500));
        Assert.Equal(7000, batches.Sum(batch => batch.Count));
        Assert.Equal(batches.Select(batch => batch.FirstRow), batches.Select((_, i) => batches.Take(i).Sum(batch => (long)batch.Count)));
    }

    [Fact]
    public async Task Only_the_bytes_of_chosen_columns_are_read()
    {
        var bytes = await File.ReadAllBytesAsync(CorpusFile.All["files/alltypes_tiny_pages.parquet"].FullPath);
        using var stream = new CountingStream(bytes);
        await using var file = await ParquetFile.OpenAsync(stream, leaveOpen: true);
        var footer = stream.Seen.Count(seen => seen);
        Array.Clear(stream.Seen);

        long reported = 0;
        await foreach (var batch in file.ReadBatchesAsync(new ReadOptions { Columns = [file.Schema.Find("bigint_col")!] })) reported = batch.BytesRead;

        var chunk = file.RowGroups[0].GetColumns().Single(column => column.Path[0] == "bigint_col");
        Assert.Equal(chunk.CompressedBytes, stream.Seen.Count(seen => seen));
        Assert.Equal(chunk.CompressedBytes, reported);
        Assert.InRange(footer, 1, 64 << 10);
    }

    [Fact]
    public async Task Members_of_a_struct_can_be_chosen_singly()
    {
        await using var file = await ParquetFile.OpenAsync(CorpusFile.All["generated/gen_deep_nested_arrowrs.brotli.parquet"].FullPath);
        var outer = file.Schema.Find("st")!;
        var member = outer.Children[0].Children[0];

        var line = "";
        await foreach (var row in file.ReadRowsAsync(new ReadOptions { Columns = [member], RowCount = 1 })) line = CanonicalJson.Line(row);

        Assert.Equal("st: struct? { a: struct? { b: int64? } }", outer.With([outer.Children[0].With([member])]).ToString());
        Assert.Matches("^\\{\"st\":(null|\\{\"a\":(null|\\{\"b\":[^,]*\\})\\})\\}$", line);
    }

    [Fact]
    public async Task A_field_of_another_schema_is_a_mistake_of_the_caller()
    {
        await using var file = await ParquetFile.OpenAsync(Orders);
        await using var other = await ParquetFile.OpenAsync(Orders);

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await file.ReadBatchesAsync(new ReadOptions { Columns = [other.Schema.Fields[0]] }).CountAsync());
        await Assert.ThrowsAsync<ArgumentException>(async () => await file.ReadBatchesAsync(new ReadOptions { BatchRows = 0 }).CountAsync());
        await Assert.ThrowsAsync<ArgumentException>(async () => await file.ReadBatchesAsync(new ReadOptions { FirstRow = -1 }).CountAsync());
    }

    [Fact]
    public async Task No_columns_at_all_still_count_rows()
    {
        await using var file = await ParquetFile.OpenAsync(Orders);

        Assert.Equal(240, await file.ReadRowsAsync(new ReadOptions { Columns = [] }).CountAsync());
    }

    [Fact]
    public async Task Two_reads_of_one_file_do_not_disturb_each_other()
    {
        await using var file = await ParquetFile.OpenAsync(new MemoryStream(await File.ReadAllBytesAsync(Orders)));
        await using var first = file.ReadRowsAsync(new ReadOptions { BatchRows = 7 }).GetAsyncEnumerator();
        await using var second = file.ReadRowsAsync(new ReadOptions { BatchRows = 11 }).GetAsyncEnumerator();

        while (await first.MoveNextAsync())
        {
            Assert.True(await second.MoveNextAsync());
            Assert.Equal(CanonicalJson.Line(first.Current), CanonicalJson.Line(second.Current));
        }
    }

    [Fact]
    public async Task A_stop_is_heard_between_batches()
    {
        await using var file = await ParquetFile.OpenAsync(Orders);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in file.ReadBatchesAsync(new ReadOptions { BatchRows = 10 }, stop.Token)) await stop.CancelAsync();
        });
    }

    [Fact]
    public async Task A_stream_is_closed_with_the_file_unless_it_is_to_stay_open()
    {
        var bytes = await File.ReadAllBytesAsync(Orders);
        var (kept, given) = (new CountingStream(bytes), new CountingStream(bytes));

        await (await ParquetFile.OpenAsync(kept, leaveOpen: true)).DisposeAsync();
        await (await ParquetFile.OpenAsync(given)).DisposeAsync();
        var broken = new CountingStream(new byte[100]);
        await Assert.ThrowsAsync<ParquetException>(async () => await ParquetFile.OpenAsync(broken));

        Assert.Equal((false, true, true), (kept.IsClosed, given.IsClosed, broken.IsClosed));
    }

    [Fact]
    public async Task A_missing_file_is_what_the_runtime_says_it_is() =>
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await ParquetFile.OpenAsync("no such file.parquet"));
}

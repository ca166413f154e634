using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>Reading through the Storage Read API. "Fact" and "Trap" name what BigQuery is known to do, and a client has got wrong.</summary>
public sealed class StorageReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5_000)]
    public async Task Every_row_comes_once_with_a_number_of_its_own_whatever_the_number_of_streams(int rows)
    {
        foreach (var streams in new[] { 1, 2, 3, 4 })
        {
            await using var rig = await StorageRig.StartAsync(StorageRig.Orders(rows, streams));

            var ids = await StorageRig.IdsAsync(await rig.OpenAsync());

            Assert.Equal(Enumerable.Range(1, rows).Select(id => (long)id), ids.Order());
        }
    }

    [Fact]
    public async Task Fact_streams_are_read_all_and_an_empty_one_has_no_message()
    {
        var table = StorageRig.Orders(40, mostStreams: 4);
        await using var rig = await StorageRig.StartAsync(
            new() { Columns = table.Columns, Rows = table.Rows, MostStreams = 4, Condition = (_, row) => row is 0 or > 30 });

        var ids = await StorageRig.IdsAsync(await rig.OpenAsync(StorageRig.Wanted() with { Where = "id = 1 OR id > 31" }));

        Assert.Equal([1, 32, 33, 34, 35, 36, 37, 38, 39, 40], ids);
        Assert.Equal(["ReadRows 0 0", "ReadRows 1 0", "ReadRows 2 0", "ReadRows 3 0"], rig.Server.Calls.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Trap_rows_with_an_order_are_asked_for_in_one_stream()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(3_000));
        var reader = await rig.OpenAsync(StorageRig.Wanted() with { IsOrdered = true });

        Assert.Equal(Enumerable.Range(1, 3_000).Select(id => (long)id), await StorageRig.IdsAsync(reader));
        Assert.Equal("rest", reader.Numbering);
        Assert.Single(rig.Server.Calls, call => call.StartsWith("ReadRows", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_500)]
    [InlineData(3_071)]
    [InlineData(3_073)]
    [InlineData(9_000)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    [InlineData(10_001)]
    [InlineData(20_000)]
    public async Task A_run_that_goes_on_with_the_session_of_another_gives_every_row_the_number_it_had(int firstRow)
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(10_000, mostStreams: 4, messageRows: 300));
        var first = await rig.OpenAsync();
        var all = await StorageRig.IdsAsync(first);

        var second = await rig.OpenAsync(StorageRig.Wanted() with { Numbering = first.Numbering });

        Assert.Equal(all.Skip(firstRow - 1), await StorageRig.IdsAsync(second, firstRow));
        Assert.Equal(first.Numbering, second.Numbering);
        Assert.Single(rig.Server.Calls, call => call.StartsWith("Create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Columns_of_a_part_are_selected_by_name_and_read_in_the_order_of_the_source()
    {
        var table = StorageRig.Orders(50);
        await using var rig = await StorageRig.StartAsync(new()
        {
            Columns = [table.Columns[0], ("unused", "\"double\""), table.Columns[1]],
            Rows = [.. table.Rows.Select(row => new[] { row[0], new byte[8], row[1] })],
        });
        var wanted = StorageRig.Wanted(new("note", BigQueryType.String), new BigQueryField("id", BigQueryType.Integer)) with { IsPart = true };

        var rows = await StorageRig.RowsAsync(await rig.OpenAsync(wanted));

        Assert.Equal(
            Enumerable.Range(1, 50).Select(row => (StorageRig.NoteOf(row), (long)row)),
            rows.Select(row => (row[0].IsNull ? null : row[0].Text, row[1].Integer)));
    }

    [Fact]
    public async Task Fact_a_column_whose_name_avro_does_not_allow_is_found_by_its_place()
    {
        var table = StorageRig.Orders(5);
        await using var rig = await StorageRig.StartAsync(new() { Columns = [table.Columns[0], ("Größe (cm)", table.Columns[1].AvroType)], Rows = table.Rows });

        var rows = await StorageRig.RowsAsync(
            await rig.OpenAsync(StorageRig.Wanted(new("id", BigQueryType.Integer), new BigQueryField("Größe (cm)", BigQueryType.String))));

        Assert.Equal("Ünïcödé 4", rows[3][1].Text);
    }

    [Fact]
    public async Task Trap_a_session_that_is_not_permitted_is_a_reason_to_read_in_another_way()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(5));
        rig.Server.IsPermitted = false;

        var (reader, reason) = await rig.AskAsync();

        Assert.Null(reader);
        Assert.Contains("bigquery.readsessions.create on project billed", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fact_a_view_cannot_be_read_and_is_a_reason_to_read_in_another_way()
    {
        await using var rig = await StorageRig.StartAsync(new() { Columns = [("id", "\"long\"")], Rows = [], IsView = true });

        var (_, reason) = await rig.AskAsync();

        Assert.Equal("the Storage Read API answers INVALID_ARGUMENT: request failed: non-table entities cannot be read with the storage API", reason);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_reason_to_read_in_another_way()
    {
        var rig = await StorageRig.StartAsync();
        await rig.Server.DisposeAsync();

        var (_, reason) = await rig.AskAsync();

        Assert.Contains("UNAVAILABLE", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_rows_and_intervals_and_rows_that_began_over_rest_are_left_to_rest_without_asking()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(5));
        var interval = new BigQueryField("r", BigQueryType.Record) { Fields = [new("i", BigQueryType.Interval)] };

        Assert.Equal("12 rows are few", (await rig.AskAsync(StorageRig.Wanted() with { Rows = 12 })).Reason);
        Assert.Contains("INTERVAL", (await rig.AskAsync(StorageRig.Wanted(interval))).Reason, StringComparison.Ordinal);
        Assert.Contains("began over REST", (await rig.AskAsync(StorageRig.Wanted() with { Numbering = "rest" })).Reason, StringComparison.Ordinal);
        Assert.Empty(rig.Server.Calls);
    }

    [Fact]
    public async Task Rows_that_are_missing_at_the_end_are_noticed()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(2_000));
        var reader = await rig.OpenAsync(StorageRig.Wanted() with { Rows = 2_001 });

        var broken = await Assert.ThrowsAsync<SourceException>(() => StorageRig.IdsAsync(reader));

        Assert.Contains("has 2001 rows, and the Storage Read API gave 2000", broken.Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_are_compressed_and_come_in_pieces_of_any_size_are_read()
    {
        foreach (var piece in new[] { 1, 3, 1000 })
        {
            await using var rig = await StorageRig.StartAsync(StorageRig.Orders(60, messageRows: 7));
            (rig.Server.Compresses, rig.Server.PieceBytes) = (piece != 3, piece);

            Assert.Equal(60, (await StorageRig.IdsAsync(await rig.OpenAsync())).Count);
        }
    }

    [Fact]
    public async Task A_stop_ends_reading_and_every_stream()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(20_000));
        var reader = await rig.OpenAsync();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var chunk in reader.ReadAsync(1, [], stop.Token))
            {
                chunk.Dispose();
                await stop.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task A_message_that_is_not_what_it_says_ends_the_reading()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(10));
        rig.Server.ReadFaults.Enqueue(new ReadFault.Damage(framed => [.. framed[..4], (byte)(framed[4] - 1), .. framed[5..^1]]));
        var reader = await rig.OpenAsync(StorageRig.Wanted() with { IsOrdered = true });

        var broken = await Assert.ThrowsAsync<SourceException>(() => StorageRig.IdsAsync(reader));

        Assert.Equal("BIG010", broken.Finding.Code.Id);
    }
}

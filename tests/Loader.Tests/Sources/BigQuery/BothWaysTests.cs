using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Tests.Sources.BigQuery.Emulator;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>
/// One table, stated once, read over REST and through the Storage Read API: every type has the same value either way, and every fault ends with the same
/// rows.
/// </summary>
public sealed class BothWaysTests : IAsyncLifetime
{
    private const int Rows = 1_500;

    private BigQueryEmulator emulator = null!;
    private StorageServer storage = null!;

    public static TheoryData<string> RestFaults => [.. OfRest.Keys];

    public static TheoryData<string> StorageFaults => [.. OfStorage.Keys];

    private static Dictionary<string, Func<HttpContext, Task>> OfRest { get; } = new(StringComparer.Ordinal)
    {
        ["503 backendError"] = context => BigQueryEmulator.RefuseAsync(context, 503, "backendError", "for now"),
        ["429 rateLimitExceeded"] = context => BigQueryEmulator.RefuseAsync(context, 429, "rateLimitExceeded", "for now"),
        ["403 rateLimitExceeded"] = context => BigQueryEmulator.RefuseAsync(context, 403, "rateLimitExceeded", "for now"),
        ["a web page"] = context =>
        {
            context.Response.StatusCode = 502;
            return context.Response.WriteAsync("<html>Bad Gateway</html>");
        },
        ["cut after some bytes"] = async context =>
        {
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("{\"rows\":[{\"f\":[");
            context.Abort();
        },
        ["no answer"] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        },
    };

    private static Dictionary<string, ReadFault> OfStorage { get; } = new(StringComparer.Ordinal)
    {
        ["GOAWAY in the middle of a stream"] = new ReadFault.GoAway(3_000),
        ["cut after some bytes"] = new ReadFault.Cut(3_001),
        ["reset"] = new ReadFault.Reset(3_000, ErrorCode: 2),
        ["UNAVAILABLE after two messages"] = new ReadFault.Status(GrpcCode.Unavailable, "try again", AfterMessages: 2),
        ["RESOURCE_EXHAUSTED with a delay"] = new ReadFault.Status(
            GrpcCode.ResourceExhausted, "quota", AfterMessages: 1, RetryAfter: TimeSpan.FromMilliseconds(1)),
        ["the end without a status"] = new ReadFault.NoStatus(1),
    };

    public async Task InitializeAsync()
    {
        emulator = await BigQueryEmulator.StartAsync();
        storage = await emulator.WithStorageAsync(table => Throttled(AvroCells.Of(table, messageRows: 50)));
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, total NUMERIC", [.. Enumerable.Range(1, Rows).Select(n => new JsonArray($"{n}", $"{n}.25"))]);
    }

    public async Task DisposeAsync()
    {
        await emulator.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Theory]
    [InlineData("STRING", "Ünï \"日本\"\n\u0000", "text Ünï \\\"日本\\\"\\n\\u0000")]
    [InlineData("STRING", "", "text ")]
    [InlineData("BYTES", "AP8Q", "bytes AP8Q")]
    [InlineData("INT64", "-9223372036854775808", "integer -9223372036854775808")]
    [InlineData("FLOAT64", "1.0E20", "float 1E+20")]
    [InlineData("FLOAT64", "NaN", "float NaN")]
    [InlineData("FLOAT64", "-Infinity", "float -Infinity")]
    [InlineData("BOOL", "false", "boolean false")]
    [InlineData("NUMERIC", "-0.000000001", "decimal -0.000000001")]
    [InlineData("NUMERIC", "1234567890123456789.123456789", "decimal 1234567890123456789.123456789")]
    [InlineData("BIGNUMERIC", "0.0000000000000000000000000001", "decimal 0.0000000000000000000000000001")]
    [InlineData("NUMERIC", "-99999999999999999999999999999.999999999", "widedecimal -99999999999999999999999999999.999999999")]
    [InlineData(
        "BIGNUMERIC",
        "12345678901234567890123456789012345678.12345678901234567890123456789012345678",
        "widedecimal 12345678901234567890123456789012345678.12345678901234567890123456789012345678")]
    [InlineData("BIGNUMERIC", "-0.00000000000000000000000000000000000001", "widedecimal -0.00000000000000000000000000000000000001")]
    [InlineData("TIMESTAMP", "-1", "time 1969-12-31T23:59:59.999999Z")]
    [InlineData("TIMESTAMP", "253402300799999999", "time 9999-12-31T23:59:59.999999Z")]
    [InlineData("TIMESTAMP", "-62135596800000000", "time 0001-01-01T00:00:00Z")]
    [InlineData("DATE", "9999-12-31", "date 9999-12-31")]
    [InlineData("TIME", "23:59:59.999999", "text 23:59:59.999999")]
    [InlineData("DATETIME", "1969-12-31T23:59:59.000001", "text 1969-12-31T23:59:59.000001")]
    [InlineData("JSON", "{\"a\":1.50,\"b\":[null,true,12345678901234567890]}", "object {\"a\":1.50,\"b\":[null,true,12345678901234567890]}")]
    [InlineData("GEOGRAPHY", "POINT(9.19 45.46)", "text POINT(9.19 45.46)")]
    [InlineData("RANGE<DATE>", "[2020-01-01, UNBOUNDED)", "object {\"start\":\"2020-01-01\",\"end\":null}")]
    [InlineData("RANGE<TIMESTAMP>", "[-1, 0)", "object {\"start\":\"1969-12-31T23:59:59.999999Z\",\"end\":\"1970-01-01T00:00:00Z\"}")]
    [InlineData("RANGE<DATETIME>", "[UNBOUNDED, 2020-01-01T00:00:00)", "object {\"start\":null,\"end\":\"2020-01-01T00:00:00\"}")]
    public async Task A_cell_of_each_type_has_the_same_value_either_way(string type, string cell, string shown)
    {
        // Twice: the schema names a range in full the first time only.
        emulator.Result = _ => new([Column("a", type), Column("b", type)], [[cell, null], [null, cell]]);

        Assert.Equal([$"[{shown}|∅]", $"[∅|{shown}]"], await RowsAsync("rest"));
        Assert.Equal([$"[{shown}|∅]", $"[∅|{shown}]"], await RowsAsync("storage"));
    }

    [Fact]
    public async Task Null_records_empty_arrays_and_records_in_arrays_in_records_have_the_same_form_either_way()
    {
        var schema = JsonNode.Parse(
            """
            [{ "name": "order", "type": "RECORD", "fields": [
                { "name": "id", "type": "INTEGER" },
                { "name": "items", "type": "STRUCT", "mode": "REPEATED", "fields": [{ "name": "sku", "type": "STRING" }, { "name": "tags", "type": "STRING", "mode": "REPEATED" }] }] },
             { "name": "days", "type": "DATE", "mode": "REPEATED" }, { "name": "key", "type": "STRING", "mode": "REQUIRED" }]
            """)!.AsArray();
        var row = JsonNode.Parse(
            """
            [{ "f": [{ "v": "7" }, { "v": [{ "v": { "f": [{ "v": "A" }, { "v": [{ "v": "x" }, { "v": "y" }] }] } }, { "v": { "f": [{ "v": null }, { "v": [] }] } }] }] },
             [{ "v": "2026-01-02" }], "k"]
            """)!.AsArray();
        emulator.Result = _ => new(schema, [row, [null, new JsonArray(), "l"]]);

        var rest = await RowsAsync("rest");

        Assert.Equal("""[object {"id":7,"items":[{"sku":"A","tags":["x","y"]},{"sku":null,"tags":[]}]}|list ["2026-01-02"]|text k]""", rest[0]);
        Assert.Equal(rest, await RowsAsync("storage"));
    }

    [Fact]
    public async Task An_interval_comes_over_REST_since_the_other_way_documents_no_form_for_it()
    {
        emulator.Result = _ => EmulatedTable.Of("c INTERVAL", [.. Enumerable.Repeat("0-0 3 4:5:6.789", Rows).Select(cell => new JsonArray(cell))]);
        await using var source = await OpenAsync("auto");

        Assert.Equal(Enumerable.Repeat("[duration P3DT4H5M6.789S]", Rows), await source.ShowAsync());
        Assert.Contains(((IKeepsState)source).Notes, note => note.Contains("INTERVAL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0-0 0 87840001:0:0")]
    [InlineData("0-0 99999999999999 0:0:0")]
    [InlineData("0-0 0 99999999999999999999999999999:0:0")]
    [InlineData("0-0 0 0:0:99999999999999999999999999999")]
    [InlineData("0-0 -9223372036854775808 0:0:0")]
    [InlineData("0-0 0 0:0")]
    [InlineData("")]
    public void An_interval_that_cannot_be_is_a_problem_and_never_an_overflow(string text)
    {
        var value = BigQueryValues.Interval(System.Text.Encoding.ASCII.GetBytes(text));

        Assert.True(value.IsProblem || value.Seconds < 400_000_000_000);
    }

    [Fact]
    public async Task A_slow_job_is_waited_for()
    {
        emulator.Polls = 3;

        Assert.Equal(Rows, (await RowsAsync("auto")).Count);
    }

    [Theory]
    [MemberData(nameof(RestFaults))]
    public async Task Over_REST_a_fault_at_any_call_ends_with_exact_rows(string fault)
    {
        emulator.PageRows = 400;
        var calls = 0;
        emulator.Faults.Enqueue(context => FailAsync(context));

        Assert.Equal(Shown(), await RowsAsync("rest"));

        async Task<bool> FailAsync(HttpContext context)
        {
            // Every second request, so that each call fails once and its repetition succeeds.
            if (Interlocked.Increment(ref calls) % 2 == 0) return false;
            emulator.Faults.Enqueue(FailAsync);
            await OfRest[fault](context);
            return true;
        }
    }

    [Theory]
    [MemberData(nameof(StorageFaults))]
    public async Task Through_Storage_a_fault_of_every_stream_ends_with_exact_rows(string fault)
    {
        for (var i = 0; i < 6; i++) storage.ReadFaults.Enqueue(OfStorage[fault]);

        Assert.Equal(Shown().Order(StringComparer.Ordinal), (await RowsAsync("storage")).Order(StringComparer.Ordinal));
        Assert.True(storage.Calls.Count(call => call.StartsWith("ReadRows", StringComparison.Ordinal)) > 6);
    }

    [Fact]
    public async Task Trap_14_rows_with_an_order_come_in_one_stream_and_in_that_order()
    {
        await using var source = await OpenAsync("storage", "SELECT id, total FROM t ORDER BY id");

        Assert.Equal(Shown(), await source.ShowAsync());
        Assert.Contains(((IKeepsState)source).Notes, note => note.EndsWith("in 1 stream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trap_13_where_sessions_are_denied_rows_come_over_REST_unless_the_mapping_says_otherwise()
    {
        storage.IsPermitted = false;

        Assert.Equal(Shown(), await RowsAsync("auto"));
        await using var source = await OpenAsync("storage");
        var refused = await Assert.ThrowsAsync<SourceException>(() => source.ShowAsync());
        Assert.Contains("bigquery.readsessions.create on project billed", refused.Message, StringComparison.Ordinal);
    }

    private static StorageTable Throttled(StorageTable table) => new()
    {
        Columns = table.Columns,
        Rows = table.Rows,
        MostStreams = table.MostStreams,
        MessageRows = table.MessageRows,
        ThrottledEvery = 3,
    };

    private static JsonObject Column(string name, string type)
    {
        var open = type.IndexOf('<', StringComparison.Ordinal);
        var column = new JsonObject { ["name"] = name, ["type"] = open < 0 ? type : type[..open], ["mode"] = "NULLABLE" };
        if (open > 0) column["rangeElementType"] = new JsonObject { ["type"] = type[(open + 1)..^1] };
        return column;
    }

    private static List<string> Shown() => [.. Enumerable.Range(1, Rows).Select(n => $"[integer {n}|decimal {n}.25]")];

    private async Task<ISource> OpenAsync(string way, string query = "SELECT id, total FROM t")
    {
        FindingList findings = [];
        var source = await emulator.OpenAsync($"query: {query}\nread_by: {way}\nstorage_endpoint: {storage.Address}", findings);
        Assert.Empty(findings);
        return source!;
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string way)
    {
        await using var source = await OpenAsync(way);
        return await source.ShowAsync();
    }
}

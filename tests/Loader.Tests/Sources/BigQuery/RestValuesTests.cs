using System.Text.Json.Nodes;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>Every type over REST. All scalars are texts there; instants are asked for as microseconds.</summary>
public sealed class RestValuesTests
{
    [Theory]
    [InlineData("STRING", "Ünï \"日本\"\n", "text Ünï \\\"日本\\\"\\n")]
    [InlineData("GEOGRAPHY", "POINT(9.19 45.46)", "text POINT(9.19 45.46)")]
    [InlineData("INTEGER", "-42", "integer -42")]
    [InlineData("INT64", "9223372036854775807", "integer 9223372036854775807")]
    [InlineData("FLOAT", "1.5", "float 1.5")]
    [InlineData("FLOAT64", "NaN", "float NaN")]
    [InlineData("FLOAT64", "-Infinity", "float -Infinity")]
    [InlineData("BOOL", "true", "boolean true")]
    [InlineData("BOOLEAN", "false", "boolean false")]
    [InlineData("NUMERIC", "12.500000000", "decimal 12.5")]
    [InlineData("NUMERIC", "-0.000000001", "decimal -0.000000001")]
    [InlineData("BIGNUMERIC", "1234567890123456789012345678", "decimal 1234567890123456789012345678")]
    [InlineData("NUMERIC", "12345678901234567890123456789.123456789", "widedecimal 12345678901234567890123456789.123456789")]
    [InlineData("BIGNUMERIC", "-0.12345678901234567890123456789012345678", "widedecimal -0.12345678901234567890123456789012345678")]
    [InlineData("DATE", "2024-02-29", "date 2024-02-29")]
    [InlineData("DATE", "0001-01-01", "date 0001-01-01")]
    [InlineData("TIME", "12:34:56", "text 12:34:56")]
    [InlineData("TIME", "12:34:56.7", "text 12:34:56.700000")]
    [InlineData("DATETIME", "2024-02-29T12:34:56.000001", "text 2024-02-29T12:34:56.000001")]
    [InlineData("TIMESTAMP", "1709210096789012", "time 2024-02-29T12:34:56.789012Z")]
    [InlineData("TIMESTAMP", "-1", "time 1969-12-31T23:59:59.999999Z")]
    [InlineData("TIMESTAMP", "253402300799999999", "time 9999-12-31T23:59:59.999999Z")]
    [InlineData("TIMESTAMP", "-62135596800000000", "time 0001-01-01T00:00:00Z")]
    [InlineData("JSON", "{\"a\":1.50,\"b\":[null,true]}", "object {\"a\":1.50,\"b\":[null,true]}")]
    public async Task A_cell_has_the_value_that_BigQuery_wrote(string type, string cell, string shown) =>
        Assert.Equal($"[{shown}]", await OneAsync(type, cell));

    [Theory]
    [InlineData("INTERVAL", "1-2 3 4:5:6", "has months")]
    public async Task What_the_language_cannot_hold_is_a_problem_of_its_cell_and_never_rounded(string type, string cell, string why) =>
        Assert.Contains(why, await OneAsync(type, cell), StringComparison.Ordinal);

    [Theory]
    [InlineData("0-0 3 4:5:6.789", "273906", 789_000_000)]
    [InlineData("0-0 -1 0:0:0", "-86400", 0)]
    [InlineData("0-0 0 -0:0:0.5", "-1", 500_000_000)]
    public void An_interval_is_a_length_of_time(string text, string seconds, int nanoseconds)
    {
        var value = Loader.Sources.BigQuery.BigQueryValues.Interval(System.Text.Encoding.ASCII.GetBytes(text));

        Assert.Equal((seconds, nanoseconds), (value.Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), value.Nanoseconds));
    }

    [Fact]
    public async Task Bytes_are_base64() =>
        Assert.Equal("[bytes 00ff10]", (await OneAsync("BYTES", "AP8Q")).Replace("AP8Q", "00ff10", StringComparison.Ordinal));

    [Fact]
    public async Task An_end_that_a_range_does_not_have_is_null()
    {
        await using var emulator = await BigQueryEmulator.StartAsync();
        var schema = new JsonArray(new JsonObject { ["name"] = "r", ["type"] = "RANGE", ["rangeElementType"] = new JsonObject { ["type"] = "TIMESTAMP" } });
        emulator.Result = _ => new(schema, [["[-1, UNBOUNDED)"], [null]]);
        await using var source = await emulator.OpenAsync("query: SELECT r", []);

        Assert.Equal(["[object {\"start\":\"1969-12-31T23:59:59.999999Z\",\"end\":null}]", "[∅]"], await source!.ShowAsync());
    }

    [Fact]
    public async Task Null_records_empty_arrays_and_records_in_arrays_in_records_keep_their_form()
    {
        await using var emulator = await BigQueryEmulator.StartAsync();
        var schema = JsonNode.Parse(
            """
            [{ "name": "order", "type": "RECORD", "fields": [
                { "name": "id", "type": "INTEGER" },
                { "name": "items", "type": "STRUCT", "mode": "REPEATED", "fields": [{ "name": "sku", "type": "STRING" }, { "name": "tags", "type": "STRING", "mode": "REPEATED" }] }] },
             { "name": "days", "type": "DATE", "mode": "REPEATED" }]
            """)!.AsArray();
        var row = JsonNode.Parse(
            """[{ "f": [{ "v": "7" }, { "v": [{ "v": { "f": [{ "v": "A" }, { "v": [{ "v": "x" }, { "v": "y" }] }] } }, { "v": { "f": [{ "v": null }, { "v": [] }] } }] }] }, [{ "v": "2026-01-02" }]]""")!.AsArray();
        emulator.Result = _ => new(schema, [row, [null, new JsonArray()]]);
        await using var source = await emulator.OpenAsync("query: SELECT 1", []);

        Assert.Equal(
            [
                "[object {\"id\":7,\"items\":[{\"sku\":\"A\",\"tags\":[\"x\",\"y\"]},{\"sku\":null,\"tags\":[]}]}|list [\"2026-01-02\"]]",
                "[∅|list []]",
            ],
            await source!.ShowAsync());
    }

    private static async Task<string> OneAsync(string type, string cell)
    {
        await using var emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => EmulatedTable.Of("c " + type, new JsonArray(cell));
        await using var source = await emulator.OpenAsync("query: SELECT c", []);
        return Assert.Single(await source!.ShowAsync());
    }
}

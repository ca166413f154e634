using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Tests.Sources.BigQuery.Emulator;
using Loader.Tests.Support;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>Parameters of every type, as they stand in the request (REST reference, "QueryParameter").</summary>
public sealed class ParametersTests
{
    [Theory]
    [InlineData("text", "STRING", "text")]
    [InlineData("\"007\"", "STRING", "007")]
    [InlineData("7", "INT64", "7")]
    [InlineData("1.50", "NUMERIC", "1.50")]
    [InlineData("true", "BOOL", "true")]
    [InlineData("2026-03-01", "DATE", "2026-03-01")]
    [InlineData("\"2026-03-01T10:00:00\"", "DATETIME", "2026-03-01 10:00:00.000000")]
    [InlineData("\"2026-01-01T00:00:00Z\"", "TIMESTAMP", "2026-01-01 00:00:00.000000+00")]
    [InlineData("\"2026-01-01T02:00:00.123456+02:00\"", "TIMESTAMP", "2026-01-01 00:00:00.123456+00")]
    [InlineData("{ type: BIGNUMERIC, value: \"12345678901234567890123456789012345678.5\" }", "BIGNUMERIC", "12345678901234567890123456789012345678.5")]
    [InlineData("{ type: STRING, value: \"2026-03-01\" }", "STRING", "2026-03-01")]
    [InlineData("{ type: TIME, value: \"10:00:00\" }", "TIME", "10:00:00")]
    [InlineData("= now", "TIMESTAMP", "2026-03-01 10:00:00.000000+00")]
    [InlineData("= 1.5 + 2", "NUMERIC", "3.5")]
    public async Task A_single_value_is_sent_with_the_type_that_its_form_says(string yaml, string type, string value)
    {
        var parameter = await SentAsync(yaml);

        Assert.Equal(type, (string?)parameter["parameterType"]!["type"]);
        Assert.Equal(value, (string?)parameter["parameterValue"]!["value"]);
    }

    [Theory]
    [InlineData("[gold, silver]", """{"name":"p","parameterType":{"type":"ARRAY","arrayType":{"type":"STRING"}},"parameterValue":{"arrayValues":[{"value":"gold"},{"value":"silver"}]}}""")]
    [InlineData(
        "{ type: ARRAY<DATE>, value: [] }",
        """{"name":"p","parameterType":{"type":"ARRAY","arrayType":{"type":"DATE"}},"parameterValue":{"arrayValues":[]}}""")]
    [InlineData("{ type: INT64, value: null }", """{"name":"p","parameterType":{"type":"INT64"},"parameterValue":{}}""")]
    [InlineData("{ type: \"STRUCT<a INT64, b STRING>\", value: { a: 1, b: x } }", """{"name":"p","parameterType":{"type":"STRUCT","structTypes":[{"name":"a","type":{"type":"INT64"}},{"name":"b","type":{"type":"STRING"}}]},"parameterValue":{"structValues":{"a":{"value":"1"},"b":{"value":"x"}}}}""")]
    [InlineData("{ type: RANGE<DATE>, value: \"[2026-01-01, UNBOUNDED)\" }", """{"name":"p","parameterType":{"type":"RANGE","rangeElementType":{"type":"DATE"}},"parameterValue":{"rangeValue":{"start":{"value":"2026-01-01"},"end":{}}}}""")]
    public async Task Lists_nulls_structs_and_ranges_have_their_own_forms(string yaml, string sent) =>
        Assert.Equal(sent, (await SentAsync(yaml)).ToJsonString());

    [Theory]
    [InlineData("parameters: { q: 1 }", "BIG008 BIG008")]
    [InlineData("parameters: { p: [] }", "BIG008")]
    [InlineData("parameters: { p: [1, a] }", "BIG008")]
    [InlineData("parameters: { p: { type: INT64, value: x } }", "BIG008")]
    [InlineData("parameters: { p: { type: INT, value: 1 } }", "BIG008")]
    public async Task A_parameter_that_cannot_be_sent_is_a_finding_and_no_query(string yaml, string codes)
    {
        await using var emulator = await BigQueryEmulator.StartAsync();
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync("query: SELECT @p\n" + yaml, findings));

        Assert.Equal(
            codes,
            string.Join(
                ' ',
                findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code.Id).Distinct().Count() == 1
                    ? findings.Select(finding => finding.Code.Id)
                    : ["mixed"]));
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public void Parameters_are_found_where_they_are_and_an_order_only_outside_of_parentheses()
    {
        var sql = new Loader.Sources.BigQuery.Query.GoogleSql("SELECT '@no', \"\"\"@no\n\"\"\", `@no`, @@system.x -- @no\n# @no\n/* @no */ FROM t "
            + "WHERE a = @yes AND b IN UNNEST(@Tiers) AND x = (SELECT 1 ORDER BY 1)");

        Assert.Equal(["Tiers", "yes"], sql.Names);
        Assert.False(sql.IsOrdered);
        Assert.True(new Loader.Sources.BigQuery.Query.GoogleSql("SELECT a FROM t order  by a").IsOrdered);
    }

    private static async Task<JsonNode> SentAsync(string yaml)
    {
        await using var emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => EmulatedTable.Of("id STRING", new JsonArray("1"));
        FindingList findings = [];
        await using var source = await emulator.OpenAsync($"query: SELECT @p\nparameters:\n  p: {yaml}", findings, clock: new FakeTime());
        Assert.Empty(findings);
        return emulator.Estimated.Single()["configuration"]!["query"]!["queryParameters"]![0]!;
    }
}

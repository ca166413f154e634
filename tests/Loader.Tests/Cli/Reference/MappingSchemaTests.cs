using System.Globalization;
using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Tests.Architecture;

namespace Loader.Tests.Cli.Reference;

/// <summary>What editors complete and underline: right mappings are fine by it, wrong ones are not.</summary>
public sealed class MappingSchemaTests
{
    private const string Right = """
        mapping: orders
        from: { csv: { path: rows.csv, header: true, max_cell: 1 MB } }
        tables: { countries: { IT: Italy } }
        columns: { total: decimal, created_at: 'time("yyyy-MM-dd", "Europe/Rome")', amount: { type: integer, default: 0 } }
        let: { net: = total / 1.22 }
        key: = order_id
        group: { by: = order_id, max_rows: 500 }
        skip: { not_paid: = status != "paid" }
        event: { event_name: purchase, ecommerce: { value: = net, items: { each: rows, as: { id: = sku } } } }
        nulls: keep
        to: { nameless: { endpoint: "${ENDPOINT}", origin: https://shop.example, protocol: 2026 } }
        send: { parallel: 16, rate: [50 requests/s, 1 MB/s], timeout: 30s, max_failed: 2% }
        uncertain: resend
        tests: [ { name: a, row: { order_id: A1 }, tables: { countries: { IT: Italia }, c.csv: [ { id: 1 } ] }, expect: { event_name: purchase } } ]
        """;

    public static TheoryData<string> Mappings() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "mappings"), "*.yaml").Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Every_mapping_of_the_repository_is_fine(string file) =>
        Assert.Empty(Schema().Problems(Read(File.ReadAllText(Path.Combine(Repository.Root, file)))));

    [Fact]
    public void A_mapping_with_every_part_is_fine() => Assert.Empty(Schema().Problems(Read(Right)));

    [Theory]
    [InlineData("to: {", "event_to: {", "$ lacks to")]
    [InlineData("event: {", "evnt: {", "$ is none of what it may be")]
    [InlineData("key: = order_id", "key: order_id", "$.key is none of what it may be")]
    [InlineData("tests:", "test:", "$ must not have test")]
    [InlineData("countries: { IT: Italia }", "countries: Italia", "$.tests[0] is none of what it may be")]
    [InlineData("csv: { path: rows.csv", "csvv: { path: rows.csv", "$.from must not have csvv")]
    [InlineData("path: rows.csv", "path: rows.csv, delimeter: tab", "$.from.csv must not have delimeter")]
    [InlineData("header: true", "header: maybe", "$.from.csv.header is none of what it may be")]
    [InlineData("parallel: 16", "attempts: 0", "$.send.attempts is none of what it may be")]
    [InlineData("parallel: 16", "paralel: 16", "$.send must not have paralel")]
    [InlineData("protocol: 2026", "protocol: 1999", "$.to.nameless.protocol is none of what it may be")]
    [InlineData("uncertain: resend", "uncertain: maybe", "$.uncertain is none of [\"resend\",\"hold\"]")]
    [InlineData("total: decimal", "total: = decimal", "$.columns.total is none of what it may be")]
    [InlineData("not_paid: = status", "Not-Paid: = status", "$.skip, name Not-Paid does not fit ^[a-z0-9_]+$")]
    [InlineData("not_paid: = status != \"paid\"", "not_paid: open", "$.skip.not_paid does not fit ^=")]
    [InlineData("max_rows: 500", "max_rows: 0", "$.group is none of what it may be")]
    public void A_wrong_mapping_is_not(string part, string other, string problem) =>
        Assert.Contains(problem, Schema().Problems(Read(Right.Replace(part, other, StringComparison.Ordinal))));

    private static DraftSeven Schema() =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "mapping.schema.json")))!.AsObject());

    private static JsonNode? Read(string text)
    {
        FindingList findings = [];
        var map = YamlReader.Read(text, "m.yaml", findings);
        Assert.Empty(findings);
        return Json(map!);
    }

    /// <summary>As an editor's YAML extension sees it: plain words that look like numbers are numbers (YAML 1.2, core schema).</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Name, Json(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Quoted: false } plain when plain.Text is "true" or "false" => JsonValue.Create(plain.Text == "true"),
        YamlScalar { Quoted: false } plain when decimal.TryParse(plain.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException(node.Noun),
    };
}

using System.Globalization;
using System.Numerics;
using System.Text;
using Loader.Parquet.Tests.Making;
using Loader.Tests.Cli;
using Loader.Tests.Sources;
using Loader.Tests.Sources.Postgres;

namespace Loader.Tests.Running;

/// <summary>A number of 38 digits leaves with all of them, whatever it is written in, and comes back from the rejected file as it was.</summary>
[Collection(PostgresCollection.Name)]
public sealed class WideNumbersTests(PostgresCluster cluster) : IDisposable
{
    private const string Number = "-1234567890123456789012345678.1234567890";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("parquet")]
    public async Task Every_digit_leaves_in_the_payload(string form)
    {
        var content = form switch
        {
            "csv" => Encoding.UTF8.GetBytes($"id,amount\nA1,{Number}\n"),
            "ndjson" => Encoding.UTF8.GetBytes($$"""{"id":"A1","amount":{{Number}}}"""),
            _ => Parquet(),
        };

        await PreviewAsync($"{form}: {{ path: '{folder.Write("rows." + form, content)}' }}", form == "csv");
    }

    [PostgresFact]
    public Task Every_digit_of_a_query_leaves_in_the_payload() =>
        PreviewAsync($$"""postgres: { connection: "${PG}", query: "select 'A1' as id, {{Number}}::numeric(38,10) as amount" }""", isText: false);

    [Fact]
    public async Task What_would_have_to_be_rounded_fails_its_row_and_loads_once_the_mapping_rounds_it()
    {
        var rows = folder.Write("rows.parquet", Parquet());
        var doubled = Mapping($"parquet: {{ path: '{rows}' }}", isText: false, "= amount * 2");
        var runs = folder.PathOf("runs");

        var failed = await Typed.RunAsync("rehearse", doubled, "--runs", runs, "--show-values");
        var rejected = Path.Combine(runs, "rehearsals", "wide", "rejected.csv");
        var again = await Typed.RunAsync("preview", Mapping($"parquet: {{ path: '{rejected}' }}", isText: false, "= round(amount) * 2"), "--compact");

        Assert.Contains("ROW002", failed.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"\"{Number}\" has more digits than '*' computes with (28)",
            failed.Output.ReplaceLineEndings(" ").Replace("                  ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains(Number, await File.ReadAllTextAsync(rejected), StringComparison.Ordinal);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("\"value\":-2469135780246913578024691356,", again.Output, StringComparison.Ordinal);
    }

    private async Task PreviewAsync(string from, bool isText)
    {
        var typed = await Typed.RunAsync(
            Loader.Running.Preparing.Catalogs.Default, variable => variable == "PG" ? cluster.Connection : null, 120, "preview", Mapping(from, isText, "= amount"), "--compact");

        Assert.True(typed.ExitCode == 0, typed.ToString());
        Assert.Contains($"\"value\":{Number},\"text\":\"{Number}\",\"same\":true", typed.Output, StringComparison.Ordinal);
    }

    private string Mapping(string from, bool isText, string value) => folder.Write("wide.yaml", Encoding.UTF8.GetBytes($$"""
        mapping: wide
        from:
          {{from}}
        {{(isText ? "columns: { amount: decimal }" : "")}}
        key: = id
        event:
          value: {{value}}
          text: = text(amount)
          same: = amount == decimal("{{Number}}")
        to:
          http: { url: "https://hooks.shop.example/", ignores_repeats: always, answer: { sent_when: = response.status != null } }
        """));

    private static byte[] Parquet()
    {
        var digits = BigInteger.Parse(Number.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return Made.File(
            [
                Made.Element("id", Made.ByteArray, Made.Required, w => w.Int(6, 0)),
                Made.Element("amount", Made.ByteArray, Made.Required, w => w.Int(6, 5).Int(7, 10).Int(8, 38)),
            ],
            1,
            [
                new MadeColumn { Path = ["id"], Type = Made.ByteArray, ValueCount = 1, Pages = [Made.Page1(1, Encode.Texts("A1"))] },
                new MadeColumn
                {
                    Path = ["amount"],
                    Type = Made.ByteArray,
                    ValueCount = 1,
                    Pages = [Made.Page1(1, Encode.ByteArrays(digits.ToByteArray(isBigEndian: true)))],
                },
            ]);
    }
}

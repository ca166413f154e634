using System.Globalization;
using System.Text.Json;
using Loader.Running.Preparing;
using Loader.Tests.Cli;
using Loader.Tests.Sources;
using Loader.Tests.Sources.Postgres;

namespace Loader.Tests.Running;

/// <summary>
/// The same purchases give the same payloads, byte for byte, whatever they are written in and packed with: whole runs to a loopback endpoint, whose
/// reports have one payload hash. LOADER_SAME_ROWS says how many rows (2,000).
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class SamePayloadsTests(PostgresCluster cluster) : IDisposable
{
    private static readonly int Rows = int.Parse(Environment.GetEnvironmentVariable("LOADER_SAME_ROWS") ?? "2000", CultureInfo.InvariantCulture);
    private static Task<string>? expected;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("csv.gz")]
    [InlineData("csv.zst")]
    [InlineData("csv.br")]
    [InlineData("csv.zip")]
    [InlineData("ndjson")]
    [InlineData("ndjson.gz")]
    [InlineData("parquet")]
    [InlineData("xlsx")]
    public async Task Every_form_gives_the_payloads_of_csv(string form)
    {
        var content = form.Split('.')[0] switch
        {
            "csv" => SamePurchases.Csv(Rows),
            "ndjson" => SamePurchases.Ndjson(Rows),
            "parquet" => SamePurchases.Parquet(Rows),
            _ => SamePurchases.Xlsx(Rows),
        };
        content = Path.GetExtension(form) switch
        {
            ".gz" => Packed.Gzip(content),
            ".zst" => Packed.Zstd(content),
            ".br" => Packed.Brotli(content),
            ".zip" => Packed.Zip(("rows.csv", content)),
            _ => content,
        };

        Assert.Equal(await OfCsvAsync(), await HashAsync(form.Split('.')[0], folder.Write("rows." + form, content)));
    }

    [PostgresFact]
    public async Task A_query_gives_the_payloads_of_csv()
    {
        var from = $$"""
            postgres:
                connection: ${PG}
                query: |
                  {{SamePurchases.Query(Rows).ReplaceLineEndings("\n      ")}}
            """;

        Assert.Equal(await OfCsvAsync(), await HashAsync("postgres", from, isTyped: true));
    }

    private Task<string> OfCsvAsync() => expected ??= HashAsync("csv", folder.Write("expected.csv", SamePurchases.Csv(Rows)));

    private Task<string> HashAsync(string format, string path) => HashAsync(format, $"{format}: {{ path: '{path}' }}", isTyped: format == "parquet");

    /// <summary>Text says nothing of types, so the mapping does; else only the columns section is another one.</summary>
    private async Task<string> HashAsync(string name, string from, bool isTyped)
    {
        var mapping = folder.Write($"{name}.yaml", System.Text.Encoding.UTF8.GetBytes($$"""
            mapping: same
            from:
              {{from}}
            {{(isTyped ? "" : "columns: { created_at: 'time(\"yyyy-MM-dd HH:mm:ss\", \"UTC\")', " + (name == "csv" ? "total: decimal" : "") + " }")}}
            key: = order_id
            event:
              event: purchase
              distinct_id: = email | lower | sha256
              timestamp: = created_at
              properties: { order_id: = order_id, value: = total, doubled: = total * 2, note: '= note ?? "none"' }
            to:
              http:
                url: https://eu.i.posthog.com/batch/
                body: { api_key: k, historical_migration: true, batch: = events }
                batch: { events: 1000, bytes: 10 MB }
                event_id_field: uuid
                ignores_repeats: always
                required: [event, distinct_id, timestamp]
                answer: { sent_when: = response.status != null }
            """));
        var typed = await Typed.RunAsync(
            Catalogs.Default, variable => variable == "PG" ? cluster.Connection : null, 120, "rehearse", mapping, "--json", "--runs", folder.PathOf("runs-" + Path.GetRandomFileName()));

        Assert.True(typed.ExitCode == 0, typed.ToString());
        using var report = JsonDocument.Parse(typed.Output);
        Assert.Equal(Rows, report.RootElement.GetProperty("counts").GetProperty("sent").GetInt64());
        return report.RootElement.GetProperty("payload_hash").GetString() ?? throw new InvalidOperationException("The report has no hash.");
    }
}

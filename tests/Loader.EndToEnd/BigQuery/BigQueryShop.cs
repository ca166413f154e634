using System.Globalization;
using System.Text.Json.Nodes;
using Loader.EndToEnd.Resuming;
using Loader.Tests.Sources.BigQuery.Emulator;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.EndToEnd.BigQuery;

/// <summary>
/// Orders in BigQuery (both of its interfaces, in the test's process), a mapping, and a webhook that they are loaded to by the real executable.
/// </summary>
internal sealed class BigQueryShop : IAsyncDisposable
{
    public const string Columns = "id STRING, total NUMERIC, at TIMESTAMP";

    /// <summary>2026-03-01T10:00:00Z in microseconds.</summary>
    private const long FirstMoment = 1_772_359_200_000_000;

    private BigQueryShop(BigQueryEmulator emulator, StorageServer storage, Webhook hook) => (Emulator, Storage, Hook) = (emulator, storage, hook);

    public BigQueryEmulator Emulator { get; }

    public StorageServer Storage { get; }

    public Webhook Hook { get; }

    public Workplace Place { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public string Books => Path.Combine(Place.Runs, "orders");

    /// <summary>The report of the last run, without line breaks.</summary>
    public string Report => File.ReadAllText(Path.Combine(Books, "report.md")).ReplaceLineEndings(" ");

    /// <param name="rows">How many orders there are.</param>
    /// <param name="streams">In how many streams they come at most.</param>
    public static async Task<BigQueryShop> OpenAsync(int rows, int streams = 4)
    {
        var emulator = await BigQueryEmulator.StartAsync();
        var shop = new BigQueryShop(
            emulator, await emulator.WithStorageAsync(table => AvroCells.Of(table, streams, messageRows: 100)), await Webhook.StartAsync());
        shop.Has(1, rows);
        shop.WriteMapping();
        return shop;
    }

    /// <summary>What a query gives from now on: so many orders, from a number on.</summary>
    public void Has(int first, int count)
    {
        var orders = EmulatedTable.Of(Columns, [.. Enumerable.Range(first, count).Select(Cells)]);
        Emulator.Result = _ => orders;
        Emulator.Tables["shop.crm.orders"] = orders;
    }

    /// <summary>What the webhook has to have of these orders: every cell with all of its digits.</summary>
    public static IEnumerable<string> Expected(int first, int count) => Enumerable.Range(first, count).Select(n => string.Create(
        CultureInfo.InvariantCulture, $"o{n}|{Total(n)}|{DateTime.UnixEpoch.AddMicroseconds(Moment(n)):yyyy-MM-ddTHH:mm:ss.ffffff}Z"));

    public void WriteMapping(
        string from = "query: |\n      SELECT id, total, at\n      FROM `shop.crm.orders`",
        string more = "") => Place.Write("mapping.yaml", $$"""
        mapping: orders
        from:
          bigquery:
            project: billed
            endpoint: {{Emulator.Address}}
            storage_endpoint: {{Storage.Address}}
            {{from}}
        key: = id
        event:
          id: = "{id}|{total}|{at}"
        to:
          http: { url: "{{Hook.Url}}", event_id_field: event_id }
        send: { parallel: 8, attempts: 2 }
        {{more}}
        """);

    public Task<Ended> RunAsync(params string[] flags) => SayAsync(["run", "mapping.yaml", .. flags]);

    /// <summary>Runs and expects an exit code.</summary>
    public async Task<Ended> RunAsync(int exit, params string[] flags)
    {
        var ended = await RunAsync(flags);
        Assert.True(ended.ExitCode == exit, $"expected {exit}: {ended}");
        return ended;
    }

    public Task<Ended> SayAsync(params string[] words) => LoaderProcess.RunAsync(Place.Folder, Environment, words);

    public LoaderProcess Start(params string[] flags) => LoaderProcess.Start(Place.Folder, Environment, ["run", "mapping.yaml", .. flags]);

    /// <summary>Everything that runs have said and left behind.</summary>
    public string Traces(params IEnumerable<Ended> ended) =>
        string.Concat(ended) + string.Concat(Directory.GetFiles(Place.Runs, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Storage.DisposeAsync();
        await Hook.DisposeAsync();
        Place.Dispose();
    }

    private static JsonArray Cells(int n) => new(FormattableString.Invariant($"o{n}"), Total(n), Moment(n).ToString(CultureInfo.InvariantCulture));

    private static string Total(int n) => FormattableString.Invariant($"{n}.{(n * 7919) % 1_000_000_000:D9}").TrimEnd('0').TrimEnd('.');

    private static long Moment(int n) => FirstMoment + (n * 1_000_000L) + 123_451 + (n % 9);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Loader.Tests.Sources.BigQuery.Emulator;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.EndToEnd.Campaign;

/// <summary>
/// Rows out of BigQuery, in four streams of unequal length that are read at the same time. Half of the blows fall while it answers: at a call about the
/// job, at the session, in the middle of the streams.
/// </summary>
internal sealed class BigQueryCampaignSource : ICampaignSource, IAsyncDisposable
{
    private const int Streams = 4;

    /// <summary>How many rows a stream gives in its turn (docs/sources/bigquery.md). Stated here once more: books of earlier runs hang on it.</summary>
    private const int TurnRows = 1_024;

    private const int MessageRows = 128;

    /// <summary>Dry run, insert, three polls, result, session.</summary>
    private const int Calls = 8;

    private readonly Random random;
    private readonly BigQueryEmulator emulator;
    private readonly StorageServer storage;
    private readonly Lock arming = new();
    private EmulatedTable result = new([], []);
    private int[] lengths = [];
    private ArmedStrike? armed;
    private int left;

    private BigQueryCampaignSource(LoadPlan plan, BigQueryEmulator emulator, StorageServer storage)
    {
        (random, this.emulator, this.storage) = (new(plan.Seed + plan.Number), emulator, storage);
        emulator.Polls = 2;
        emulator.Result = _ => result;
        emulator.Asked = _ => Step();
        storage.Made = _ => AvroCells.Of(result, messageRows: MessageRows, streamRows: lengths);
        storage.Sending = (_, _) => Step();
    }

    /// <summary>Blows that fell while rows were being read.</summary>
    public int Struck { get; private set; }

    /// <summary>Jobs that were made: one for the load, however often it is killed.</summary>
    public int Jobs => emulator.Jobs.Count;

    public static async Task<BigQueryCampaignSource> StartAsync(LoadPlan plan)
    {
        var emulator = await BigQueryEmulator.StartAsync();
        return new(plan, emulator, await emulator.WithStorageAsync());
    }

    public string Supply(CampaignRows rows, string mapping)
    {
        lengths = [.. Enumerable.Range(1, Streams).Select(
            i => rows.Count * i * (i + 1) / (Streams * (Streams + 1)) - (rows.Count * i * (i - 1) / (Streams * (Streams + 1))))];
        var dealt = Dealt(rows.Count, lengths);
        result = EmulatedTable.Of(
            "n STRING, client STRING, status STRING, parts STRING, order STRING",
            [.. dealt.Select(row => new JsonArray([.. rows.Cells[row].Select(cell => (JsonNode)cell)]))]);
        var query = $"bigquery: {{ project: billed, endpoint: \"{emulator.Address}\", storage_endpoint: \"{storage.Address}\", query: \"SELECT * FROM t\" }}";
        return mapping.Replace("csv: { path: rows.csv, delimiter: \",\" }", query, StringComparison.Ordinal);
    }

    public void Arm(ArmedStrike? strike)
    {
        lock (arming)
        {
            armed = strike is not null && random.Next(2) == 0 ? strike : null;
            left = 1 + random.Next(Calls + (result.Rows.Count / MessageRows));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await emulator.DisposeAsync();
        await storage.DisposeAsync();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Struck} blows while it was read, {Jobs} jobs");

    /// <summary>Where each row of the load has to lie in the table: streams take turns, and one that has ended is passed over.</summary>
    private static int[] Dealt(int rows, int[] lengths)
    {
        var table = new int[rows];
        var taken = new int[lengths.Length];
        for (var (row, stream) = (0, 0); row < rows; stream = (stream + 1) % lengths.Length)
        {
            for (var turn = Math.Min(TurnRows, lengths[stream] - taken[stream]); turn > 0; turn--) table[lengths.Take(stream).Sum() + taken[stream]++] = row++;
        }

        return table;
    }

    private void Step()
    {
        lock (arming)
        {
            if (armed is null || --left > 0) return;
            if (!armed.HasHit)
            {
                armed.Hit();
                if (armed.HasHit) Struck++;
            }

            armed = null;
        }
    }
}

using System.Globalization;
using System.Text;

namespace Loader.EndToEnd.Resuming;

/// <summary>One load of orders <c>o1, o2, …</c> to a webhook, run by the real executable as often as a test needs.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string OneEvent = "event: { id: = id, total: = total }";
    public const string TwoEvents = """
        events:
          - event: { id: '= "{id}-a"', total: = total }
          - event: { id: '= "{id}-b"', total: = total }
        """;

    private const int HeadBytes = 65_536;
    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    private Shop(Webhook hook) => Hook = hook;

    public Webhook Hook { get; }

    public Workplace Place { get; } = new();

    public string Books => Path.Combine(Place.Runs, "orders");

    public string RowsFile => Path.Combine(Books, "rows");

    public static async Task<Shop> OpenAsync(int rows, string to = "", string send = "{ parallel: 4, attempts: 2 }", string more = "", string events = OneEvent)
    {
        var shop = new Shop(await Webhook.StartAsync());
        shop.Place.Write("rows.csv", "id,total\n" + string.Concat(Enumerable.Range(1, rows).Select(row => Line(row))));
        shop.WriteMapping(to, send, more, events);
        return shop;
    }

    public static string Line(int row, string? total = null) => FormattableString.Invariant($"o{row},{total ?? FormattableString.Invariant($"{row}.50")}\n");

    public static string[] Ids(int rows) => [.. Enumerable.Range(1, rows).Select(row => FormattableString.Invariant($"o{row}"))];

    public static int RowOf(string id) => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);

    public void WriteMapping(
        string to = "",
        string send = "{ parallel: 4, attempts: 2 }",
        string more = "",
        string events = OneEvent) => Place.Write("mapping.yaml", $$"""
        mapping: orders
        from:
          csv: { path: rows.csv, delimiter: "," }
        columns:
          total: decimal
        key: = id
        {{events}}
        to:
          http: { url: "{{Hook.Url}}", event_id_field: event_id{{(to.Length > 0 ? ", " + to : "")}} }
        send: {{send}}
        {{more}}
        """);

    public void Change(string from, string to)
    {
        var mapping = File.ReadAllText(Place["mapping.yaml"]);
        Assert.Contains(from, mapping, StringComparison.Ordinal);
        Place.Write("mapping.yaml", mapping.Replace(from, to, StringComparison.Ordinal));
    }

    public void Append(string text) => File.AppendAllText(Place["rows.csv"], text);

    public Task<Ended> RunAsync(params string[] flags) => SayAsync(["run", "mapping.yaml", .. flags]);

    /// <summary>Runs and expects an exit code.</summary>
    public async Task<Ended> RunAsync(int exit, params string[] flags)
    {
        var ended = await RunAsync(flags);
        Assert.True(ended.ExitCode == exit, $"expected {exit}: {ended}");
        return ended;
    }

    public Task<Ended> SayAsync(params string[] words) => LoaderProcess.RunAsync(Place.Folder, words);

    /// <summary>The report of the last run, without line breaks.</summary>
    public string Report => File.ReadAllText(Path.Combine(Books, "report.md")).ReplaceLineEndings(" ");

    public LoaderProcess Start(params string[] flags) => LoaderProcess.Start(Place.Folder, NoVariables, ["run", "mapping.yaml", .. flags]);

    /// <summary>What the books say of the first rows, a letter each, read from the bytes themselves: see docs/books.md.</summary>
    public string States(int rows, string? books = null)
    {
        using var file = new FileStream(books is null ? RowsFile : Path.Combine(books, "rows"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = HeadBytes;
        var bytes = new byte[rows];
        file.ReadExactly(bytes);
        return new StringBuilder().AppendJoin("", bytes.Select(Letter)).ToString();
    }

    /// <summary>Nothing is stored twice, and what is stored is what the books call sent, by row.</summary>
    public void AssertStoredOnceIsSent(int rows)
    {
        var states = States(rows);
        Assert.Distinct(Hook.Stored, StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, rows).Where(row => states[row - 1] == 's'), Hook.Stored.Select(RowOf).Order());
    }

    public async ValueTask DisposeAsync()
    {
        await Hook.DisposeAsync();
        Place.Dispose();
    }

    private static char Letter(byte value) => value switch
    {
        0 => '.',
        1 or 6 or 8 => 'l',
        2 => 's',
        3 => 'f',
        5 => 'u',
        7 => 'r',
        9 => 'h',
        4 or >= 64 => 'k',
        _ => '?',
    };
}

using System.Text;
using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Reports;
using Loader.Running;
using Loader.Running.Preparing;
using Loader.Settings;
using Loader.Sources;
using Loader.Tests.Sources;
using Loader.Tests.Support;

namespace Loader.Tests.Running;

/// <summary>A folder with rows, a mapping and books, and runs over them with all real parts. Waits between attempts take no time.</summary>
internal sealed class LoadPlace : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FindingList Findings { get; private set; } = [];

    public string Codes => string.Join(' ', Findings.Select(finding => finding.Code.Id));

    public string Books => this["books"];

    public Catalogs Catalogs { get; set; } = Catalogs.Default;

    public Secrets Secrets { get; } = new();

    /// <summary>The clock of all runs, for a test in which time passes between them; else each has its own.</summary>
    public FakeTime? Clock { get; set; }

    public LoadRun.Watch Watch { get; set; } = (_, _, load) => load;

    public string this[string name] => folder.PathOf(name);

    public void Dispose() => folder.Dispose();

    public void Use(ISourceKind source) => Catalogs = Catalogs with { Sources = new([source]) };

    public void Use(IDestinationKind destination) => Catalogs = Catalogs with { Destinations = new([destination]) };

    public void Write(string name, string text) => folder.Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Rows with an id each, and a mapping that sends it to the <see cref="ListDestination"/>.</summary>
    public void WriteIds(IEnumerable<string> ids, string more = "", string send = "{ parallel: 1, attempts: 2 }")
    {
        Write("rows.csv", "id,number\n" + string.Concat(ids.Select((id, i) => FormattableString.Invariant($"{id},{i + 1}\n"))));
        WriteIdMapping($"csv: {{ path: '{this["rows.csv"]}', delimiter: \",\" }}", more, send);
    }

    public void WriteIdMapping(string from, string more = "", string send = "{ parallel: 1, attempts: 2 }") => Write("mapping.yaml", $$"""
        mapping: ids
        from: { {{from}} }
        key: = id
        event: { id: = id }
        to: { list: }
        send: {{send}}
        {{more}}
        """);

    public async Task<Prepared?> Prepare(Func<RunFlags, RunFlags>? flags = null)
    {
        Findings = [];
        var given = new RunFlags { Mapping = this["mapping.yaml"] };
        var prepared = await Preparation.PrepareAsync(flags?.Invoke(given) ?? given, Catalogs, new(Findings, _ => null, Secrets), CancellationToken.None);
        await Task.Yield();
        return prepared;
    }

    /// <summary>One run to its report; null when it must not begin.</summary>
    public async Task<Report?> TryRun(Func<RunFlags, RunFlags>? flags = null, CancellationToken stop = default, CancellationToken abandon = default)
    {
        var prepared = await Prepare(flags);
        Assert.True(prepared is not null, string.Join('\n', Findings));
        await using (prepared)
        {
            var run = new LoadRun(prepared, Books, Clock ?? new FakeTime(jumps: TimeSpan.FromSeconds(20)));
            return await run.RunAsync(
                new("1.0", "loader run mapping.yaml", _ => null),
                Findings,
                Watch,
                () => stop.IsCancellationRequested ? 143 : null,
                stop,
                abandon);
        }
    }

    public async Task<Report> Run(Func<RunFlags, RunFlags>? flags = null, CancellationToken stop = default, CancellationToken abandon = default)
    {
        var report = await TryRun(flags, stop, abandon);
        Assert.True(report is not null, string.Join('\n', Findings));
        return report;
    }

    /// <summary>
    /// What the books say of the first rows, one letter each: <c>s</c>ent, <c>f</c>ailed, <c>k</c> skipped, <c>u</c>ncertain, <c>.</c> not reached.
    /// </summary>
    public string States(long rows) => Read(books => string.Concat(Enumerable.Range(1, (int)rows).Select(row => books[row] switch
    {
        RowState.Sent => 's',
        RowState.Failed => 'f',
        RowState.Skipped => 'k',
        RowState.Uncertain => 'u',
        RowState.NotReached => '.',
        var other => throw new InvalidOperationException($"row {row} is {other} after a run"),
    })));

    public IReadOnlyList<FailedRow> Failed() => Read(books => books.ReadFailed().ToList());

    public IReadOnlyList<UncertainRow> Uncertain() => Read(books => books.ReadUncertain().ToList());

    /// <summary>A run that dies while rows are leaving: nobody says what became of them.</summary>
    public void DieWith(params IReadOnlyList<long> leaving)
    {
        using var books = LoadBooks.Open(Books, TitlePage.Read(Books)!.Identity, restart: false, [], Clock ?? new FakeTime());
        books!.Reach(leaving.Max());
        foreach (var row in leaving) books.Leaving(row);
    }

    /// <summary>Whether a run has them now.</summary>
    public bool AreBooksHeld()
    {
        using var books = LoadBooks.Open(Books, TitlePage.Read(Books)!.Identity, restart: false, [], TimeProvider.System);
        return books is null;
    }

    private T Read<T>(Func<LoadBooks, T> what)
    {
        using var books = LoadBooks.Open(Books, TitlePage.Read(Books)!.Identity, restart: false, [], TimeProvider.System);
        return what(books!);
    }
}

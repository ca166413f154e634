using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Destinations.Ga4;
using Loader.Destinations.Nameless;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Running;
using Loader.Running.Preparing;
using Loader.Running.Showing;
using Loader.Settings;
using Loader.Tests.Architecture;
using Loader.Tests.Sources;
using Loader.Tests.Support;

namespace Loader.Tests.Rehearsal;

/// <summary>
/// Every mapping of mappings/ is rehearsed, and what the endpoint took in is what the books say, row by row. A new mapping is tested by being
/// there. The clock stands where the mapping's own comment sets it for a first try, else behind all sample data.
/// </summary>
public sealed partial class RehearsedMappingsTests
{
    private const string Trouble = "500*1, 429*1 retry-after=1, 503@10%, close-after-accept@5%, cut*1, garbage@4%";

    private static readonly DateTimeOffset BehindAllSamples = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Its rows come from a service: what is asked of that is tested with the source.</summary>
    private const string NeedsBigQuery = "bigquery-orders";

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "mappings"), "*.yaml")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name != NeedsBigQuery)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_the_endpoint_has_is_what_the_books_call_sent(string mapping)
    {
        await using var rehearsed = await RehearseAsync(mapping, "");

        Assert.True(rehearsed.Counts.Sent > 0, $"{rehearsed.Counts}");
        Assert.Equal(0, rehearsed.Counts.Uncertain);
        Assert.Equal(0, rehearsed.Received.AnswersLost);
        rehearsed.AssertAgree();
        Assert.All(rehearsed.Received.TimesById(), one => Assert.Equal(rehearsed.Alike(one.Key), one.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Through_trouble_no_row_is_called_what_it_is_not(string mapping)
    {
        await using var rehearsed = await RehearseAsync(mapping, Trouble);

        Assert.NotEmpty(rehearsed.Received.Faults);
        rehearsed.AssertAgree();
        if (rehearsed.IgnoresRepeats) return;
        Assert.All(rehearsed.Received.TimesById(), one => Assert.True(one.Value <= rehearsed.Alike(one.Key), "an event was taken in twice"));
    }

    [GeneratedRegex(@"path: (?<path>sample-data/[^,}\s]+)")]
    private static partial Regex SampleData();

    [GeneratedRegex(@"^#.* --at (?<at>\S+)", RegexOptions.Multiline)]
    private static partial Regex At();

    /// <summary>An environment in which secrets are set and addresses are not: those come from the rehearsal.</summary>
    private static string? Variable(string name) =>
        name.Contains("SECRET", StringComparison.Ordinal) || name.Contains("KEY", StringComparison.Ordinal) || name.Contains("TOKEN", StringComparison.Ordinal)
            ? $"hush-hush-{name}"
            : null;

    private static async Task<Rehearsed> RehearseAsync(string mapping, string faults)
    {
        var path = Path.Combine(Repository.Root, "mappings", mapping + ".yaml");
        FindingList findings = [];
        var text = await File.ReadAllTextAsync(path);
        var at = At().Match(text) is { Success: true } match ? RehearsalClock.Read(match.Groups["at"].Value)!.Value : BehindAllSamples;
        var clock = new RehearsalClock(new FakeTime(jumps: TimeSpan.FromSeconds(20)), at);
        var context = new OptionContext(findings, Variable, new()) { IsRehearsal = true, VariablesMayBeMissing = true, Clock = clock };
        var flags = new RunFlags
        {
            Mapping = path,
            From = Path.Combine(Repository.Root, SampleData().Match(text).Groups["path"].Value),
            ToEndpoint = "http://127.0.0.1:9/",
        };
        var prepared = await Preparation.PrepareAsync(flags, Catalogs.Default, context, CancellationToken.None);
        Assert.True(prepared is not null, string.Join('\n', findings));
        var rules = RehearsalRules.For(prepared.Destination);
        Assert.True(rules is not null, $"the destination '{prepared.Destination.Name}' cannot be rehearsed");
        var endpoint = await RehearsalEndpoint.StartAsync(
            rules,
            FaultScript.Parse(faults, seed: 7, findings)!,
            new() { Clock = clock },
            CancellationToken.None);
        var readdressed = Preparation.Readdress(prepared, new(endpoint.Address, RehearsalRules.Path), Catalogs.Default, context);
        var folder = new TemporaryFolder();
        var run = new LoadRun(readdressed, folder.PathOf("books"), clock);
        var report = await run.RunAsync(
            new("1.0", "loader rehearse", _ => null),
            findings,
            (_, _, load) => load,
            () => null,
            CancellationToken.None,
            CancellationToken.None);
        Assert.True(report is not null, string.Join('\n', findings));
        var rehearsed = new Rehearsed(readdressed, endpoint, folder, clock);
        await rehearsed.ReadAsync();
        return rehearsed;
    }

    /// <summary>A rehearsal that has ended: the endpoint's list, the books, and the ids that each row's events have.</summary>
    private sealed class Rehearsed(Prepared prepared, RehearsalEndpoint endpoint, TemporaryFolder folder, TimeProvider clock) : IAsyncDisposable
    {
        private readonly Dictionary<UInt128, List<long>> rowsOf = [];
        private readonly Dictionary<long, List<UInt128>> idsOf = [];
        private LoadBooks books = null!;

        public ReceivedLog Received => endpoint.Received;

        public Counts Counts => books.Count();

        public bool IgnoresRepeats => prepared.Destination.Protocol.IgnoresRepeats;

        /// <summary>How many events of the load look like this one: without ids, equal rows are equal events.</summary>
        public int Alike(UInt128 id) => rowsOf.TryGetValue(id, out var rows) ? rows.Count : 1;

        public async Task ReadAsync()
        {
            await foreach (var row in Preview.RowsAsync(prepared, long.MaxValue, clock, CancellationToken.None))
            {
                if (row.Payload is null) continue;
                var id = IdOf(row);
                (rowsOf.TryGetValue(id, out var rows) ? rows : rowsOf[id] = []).Add(row.Row);
                (idsOf.TryGetValue(row.Row, out var ids) ? ids : idsOf[row.Row] = []).Add(id);
            }

            books = LoadBooks.Open(folder.PathOf("books"), TitlePage.Read(folder.PathOf("books"))!.Identity, restart: false, [], clock)!;
        }

        /// <summary>
        /// Sent rows are there; what is there and not called sent is uncertain; nothing is there that no row became; nothing is stored otherwise.
        /// </summary>
        public void AssertAgree()
        {
            var accepted = Received.TimesById().Keys.ToHashSet();
            Assert.True(Counts.Balances(Counts.Read), $"{Counts}");
            Assert.Empty(Received.Lost);
            Assert.Equal((0, 0), (Received.Overlaps, Received.OutOfOrder));
            foreach (var (row, ids) in idsOf)
            {
                if (books[row] == RowState.Sent) Assert.True(ids.TrueForAll(accepted.Contains), $"row {row} is called sent, and the endpoint has not got it");
            }

            foreach (var id in accepted)
            {
                if (!rowsOf.TryGetValue(id, out var rows))
                    Assert.True(prepared.Destination is NamelessDestination, "the endpoint has an event that no row became");
                else
                    Assert.True(
                        rows.Exists(row => books[row] is RowState.Sent or RowState.Uncertain),
                        $"the endpoint has row {rows[0]}, which is called {books[rows[0]]}");
            }
        }

        public async ValueTask DisposeAsync()
        {
            books.Dispose();
            await endpoint.DisposeAsync();
            await prepared.DisposeAsync();
            folder.Dispose();
        }

        /// <summary>The id by which the endpoint knows an event; where there is none, the event is its own id.</summary>
        private UInt128 IdOf(PreviewedRow row)
        {
            if (prepared.Destination.EventIdOf(row.Payload!) is { } id) return ReceivedLog.KeyOf(id);
            if (prepared.Destination is not Ga4Destination) return ReceivedLog.KeyOf(row.Payload!.AsSpan());
            using var request = JsonDocument.Parse(Encoding.UTF8.GetString(row.Note) + "]}");
            return ReceivedLog.KeyOf(request.RootElement.GetProperty("client_id").GetString() + Encoding.UTF8.GetString(row.Payload!));
        }
    }
}

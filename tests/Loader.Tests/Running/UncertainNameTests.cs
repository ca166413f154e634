using System.Security.Cryptography;
using System.Text.Json;
using Loader.Books;
using Loader.Books.Records;
using Loader.Running.Naming;
using Loader.Tests.Cli;
using Loader.Tests.Sending;
using Loader.Tests.Support;

namespace Loader.Tests.Running;

/// <summary>A run that dies takes the names of its rows in flight with it: the next run gives them back, and so does whoever only looks.</summary>
public sealed class UncertainNameTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Begun = new FakeTime().GetUtcNow();
    private readonly LoadPlace place = new();
    private Collector collector = null!;

    public async Task InitializeAsync()
    {
        collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
    }

    public async Task DisposeAsync() => await collector.DisposeAsync();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Who_looks_reads_the_source_again_and_changes_nothing()
    {
        await DiedAsync("");
        var before = Content();

        using (var books = Look())
        {
            Assert.All(books.ReadUncertain(), row => Assert.False(row.IsNamed));
            Assert.Null(await NameAsync(books));
            Assert.Equal([(2L, 3L, "b", "id-of-b", null, Begun), (4, 5, "d", "id-of-d", null, Begun)], Names(books.ReadUncertain()));
        }

        Assert.Equal(before, Content());
        Assert.Single(collector.Bodies);
    }

    [Fact]
    public async Task The_next_run_writes_down_the_names_of_what_it_holds()
    {
        await DiedAsync("");

        var report = await place.Run();

        Assert.Equal("susu", place.States(4));
        Assert.Equal([(2L, 3L, "b", "id-of-b", null, Begun), (4, 5, "d", "id-of-d", null, Begun)], Names(place.Uncertain()));
        Assert.Equal(["id-of-b", "id-of-d"], report.Uncertain.Select(row => row.EventId!));
        Assert.All(report.Uncertain, row => Assert.Equal((null, Begun), (row.LeftAt, row.LeftSince)));
        using var books = Look();
        File.Delete(place["rows.csv"]);
        Assert.Null(await NameAsync(books));
    }

    [Fact]
    public async Task Rows_of_a_group_have_its_key_and_the_id_of_its_event()
    {
        place.WriteIds(["a", "b", "b", "c"], "group: = id\nuncertain: hold");
        await place.Run(flags => flags with { Limit = 1 });
        place.DieWith(2);

        using (var books = Look())
        {
            Assert.Null(await NameAsync(books));
            Assert.Equal([(2L, 3L, "b", "id-of-b", null, Begun)], Names(books.ReadUncertain()));
        }

        await place.Run();
        Assert.Equal("suus", place.States(4));
        Assert.Equal([(2, 3, "b", "id-of-b"), (3, 4, "b", "id-of-b")], place.Uncertain().Select(row => ((int)row.Row, (int)row.Line, row.Key!, row.EventId!)));
    }

    [Fact]
    public async Task Of_several_events_the_first_is_named_and_said_to_be_one_of_them()
    {
        place.WriteIds(["a", "b"], "uncertain: hold");
        var mapping = File.ReadAllText(place["mapping.yaml"]);
        place.Write(
            "mapping.yaml",
            mapping.Replace("event: { id: = id }", "events: [ { name: one, event: { a: 1 } }, { name: two, event: { b: 1 } } ]", StringComparison.Ordinal));
        await place.Run(flags => flags with { Limit = 1 });
        place.DieWith(2);

        using (var books = Look())
        {
            Assert.Null(await NameAsync(books));
            Assert.Equal("the run ended before an answer was read; the event is the first of 2", books.ReadUncertain().Single().Reason);
        }

        await place.Run();
        Assert.Equal(("b", "id-of-b/one"), (place.Uncertain()[0].Key, place.Uncertain()[0].EventId));
    }

    [Fact]
    public async Task What_is_on_record_of_a_row_is_not_asked_for_again()
    {
        await using var deaf = await Collector.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        place.Use(new ListDestination(deaf.Address));
        place.WriteIds(["a"]);
        await place.Run();
        File.Delete(place["rows.csv"]);

        using var books = Look();

        Assert.Null(await NameAsync(books));
        Assert.NotNull(books.ReadUncertain().Single().LeftAt);
    }

    [Theory]
    [InlineData("source", "the content of '*' changed in the part that has been read before")]
    [InlineData("source gone", "there is no file '*'")]
    [InlineData("mapping", "what the mapping 'ids' says changed")]
    [InlineData("mapping gone", "there is no file '*'")]
    [InlineData("folder", "the run was started in '/elsewhere'; look from there")]
    [InlineData("piped", "the rows were piped in")]
    [InlineData("remote", "'https://shop.example/rows.csv' is not on this machine")]
    [InlineData("query", "its rows are those of a query")]
    [InlineData("unknown", "how that run was started is not on record")]
    public async Task Where_the_source_cannot_be_read_as_it_was_one_sentence_says_why(string what, string expected)
    {
        await DiedAsync("");
        switch (what)
        {
            case "source": place.Write("rows.csv", File.ReadAllText(place["rows.csv"]).Replace("b,2", "x,2", StringComparison.Ordinal)); break;
            case "source gone": File.Delete(place["rows.csv"]); break;
            case "mapping": place.WriteIds(["a", "b", "c", "d"], "skip: { x: = id == \"x\" }"); break;
            case "mapping gone": File.Delete(place["mapping.yaml"]); break;
            case "folder": Change(page => page with { Run = page.Run! with { Folder = "/elsewhere" } }); break;
            case "piped": Change(page => page with { Identity = page.Identity with { SourceName = "-" } }); break;
            case "remote": Change(page => page with { Identity = page.Identity with { SourceName = "https://shop.example/rows.csv" } }); break;
            case "query": Change(page => page with { Run = page.Run! with { Format = "postgres" } }); break;
            default: Change(page => page with { Run = null }); break;
        }

        using var books = Look();
        var said = await NameAsync(books);

        var parts = expected.Split('*');
        Assert.StartsWith(
            "the run that let these rows go died before it could write down what they are, and the source is not read again for it: " + parts[0],
            said,
            StringComparison.Ordinal);
        Assert.Contains(parts[^1], said, StringComparison.Ordinal);
        Assert.All(books.ReadUncertain(), row => Assert.False(row.IsNamed));
    }

    [Fact]
    public async Task Status_and_report_say_the_names_in_every_form_and_why_there_are_none()
    {
        await DiedAsync("");

        using var json = JsonDocument.Parse((await SayAsync("status", "--json", "--show-values")).Output);
        var row = json.RootElement.GetProperty("uncertain")[0];
        Assert.Equal(
            (2, 3, "b", "id-of-b"),
            (row.GetProperty("row").GetInt32(), row.GetProperty("line").GetInt32(), row.GetProperty("key").GetString(), row.GetProperty("event_id").GetString()));
        Assert.Equal(Begun, row.GetProperty("left_since").GetDateTimeOffset());
        Assert.False(row.TryGetProperty("left_at", out _));
        Assert.Contains("| 2 | 3 | ", (await SayAsync("report", "--show-values")).Output, StringComparison.Ordinal);
        Assert.Contains("row 2, line 3, key x, event id-of-b, left since 2026-03-01 10:00:00Z: ", (await SayAsync("status")).Output, StringComparison.Ordinal);
        Assert.Contains("row 2, left since 2026-03-01 10:00:00Z: ", (await SayAsync("status", "--no-source")).Output, StringComparison.Ordinal);

        File.Delete(place["rows.csv"]);
        Assert.All(
            [await SayAsync("status"), await SayAsync("status", "--json"), await SayAsync("report"), await SayAsync("report", "--format", "html")],
            said => Assert.Contains("died before it could write down what they are", said.Output, StringComparison.Ordinal));
    }

    private Task<Typed> SayAsync(string command, params string[] flags) =>
        Typed.RunAsync(place.Catalogs, _ => null, Typed.Wide, [command, place.Books, .. flags]);

    /// <summary>Four rows, of which the first was answered; the second run died with rows 2 and 4.</summary>
    private async Task DiedAsync(string more)
    {
        place.WriteIds(["a", "b", "c", "d"], more);
        await place.Run(flags => flags with { Limit = 1 });
        place.DieWith(2, 4);
    }

    private BooksView Look() => BooksView.Open(place.Books, out _)!;

    private Task<string?> NameAsync(BooksView books) =>
        new LostNames(books, place.Catalogs, new([], _ => null, place.Secrets)).FindAsync(100, CancellationToken.None);

    private static IEnumerable<(long Row, long Line, string? Key, string? EventId, DateTimeOffset? LeftAt, DateTimeOffset? LeftSince)> Names(IEnumerable<UncertainRow> rows) =>
        rows.Select(row => (row.Row, row.Line, row.Key, row.EventId, row.LeftAt, row.LeftSince));

    private void Change(Func<TitlePage, TitlePage> change) => change(TitlePage.Read(place.Books)!).Write(place.Books, flush: false);

    private List<string> Content() =>
        [.. Directory.GetFiles(place.Books)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")];
}

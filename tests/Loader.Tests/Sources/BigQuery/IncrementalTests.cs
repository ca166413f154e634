using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>Which rows a run is about: those that the load began with as long as they are there, and after its end those that came later.</summary>
public sealed class IncrementalTests : IAsyncLifetime
{
    private const string Yaml = "query: SELECT id, at FROM t WHERE at > @since\nparameters: { since: = last(at) ?? \"2026-01-01T00:00:00Z\" }";

    private readonly TemporaryFolder folder = new();
    private BigQueryEmulator emulator = null!;

    public async Task InitializeAsync()
    {
        emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => EmulatedTable.Of(
            "id INTEGER, at TIMESTAMP", new JsonArray("1", "1772359200000001"), new JsonArray("2", "1772359200000003"), new JsonArray("3", "1772359200000002"));
    }

    public async Task DisposeAsync()
    {
        await emulator.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_first_load_begins_where_the_mapping_says()
    {
        await LoadAsync();

        Assert.Equal(["2026-01-01 00:00:00.000000+00"], Since());
    }

    [Fact]
    public async Task The_next_load_begins_behind_the_highest_value_and_in_books_of_its_own()
    {
        await LoadAsync();

        Assert.True(await LoadAsync());

        Assert.Equal(["2026-01-01 00:00:00.000000+00", "2026-03-01 10:00:00.000003+00"], Since());
        Assert.Equal("2026-03-01T10:00:00.000003Z", KeptQuery.Read(folder.FullName)!.Last);
    }

    [Theory]
    [InlineData("NUMERIC", "9", "12345678901234567890123456789.5", "10", "NUMERIC", "12345678901234567890123456789.5")]
    [InlineData("BIGNUMERIC", "-5", "-5.00000000000000000000000000000000000001", "-6", "NUMERIC", "-5")]
    [InlineData("BIGNUMERIC", "1", "1.00000000000000000000000000000000000001", "0", "BIGNUMERIC", "1.00000000000000000000000000000000000001")]
    [InlineData("DATE", "2026-03-01", "2026-03-09", "2026-03-02", "DATE", "2026-03-09")]
    [InlineData("INTEGER", "9", "10", "-11", "INT64", "10")]
    [InlineData("STRING", "2026-03-01", "2026-03-09", "2026-03-02", "STRING", "2026-03-09")]
    [InlineData("STRING", "2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z", "x", "STRING", "x")]
    [InlineData("DATETIME", "2026-03-01T10:00:00", "2026-03-01T10:00:00.5", "2026-03-01T09:59:59", "DATETIME", "2026-03-01 10:00:00.500000")]
    public async Task The_highest_of_every_type_that_has_an_order_is_kept_with_all_of_its_digits(
        string column, string first, string second, string third, string type, string since)
    {
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, at " + column, new JsonArray("1", first), new JsonArray("2", second), new JsonArray("3", third));

        await LoadAsync();
        await LoadAsync();

        var parameter = emulator.Inserted.Last()["configuration"]!["query"]!["queryParameters"]![0]!;
        Assert.Equal((type, since), ((string?)parameter["parameterType"]!["type"], (string?)parameter["parameterValue"]!["value"]));
    }

    [Fact]
    public async Task The_type_of_the_column_stays_known_over_a_load_without_rows_and_a_restart()
    {
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, at STRING", new JsonArray("1", "2026-03-09"));
        await LoadAsync();
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, at STRING");
        await LoadAsync();
        await LoadAsync(isComplete: false);
        await LoadAsync(Run() with { BeginsAnew = true });

        Assert.Equal(
            ["TIMESTAMP", "STRING", "STRING", "STRING"],
            emulator.Inserted.Select(body => (string?)body["configuration"]!["query"]!["queryParameters"]![0]!["parameterType"]!["type"]));
    }

    [Fact]
    public async Task A_first_load_without_rows_is_refused_unless_it_may_be_empty()
    {
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, at TIMESTAMP");
        await using (var source = await emulator.OpenAsync(Yaml, [], Run()))
        {
            Assert.Equal("BIG006", (await source!.BeginAsync(folder.FullName))?.Code.Id);
        }

        await LoadAsync(yaml: Yaml + "\nallow_empty: true");
        await LoadAsync(yaml: Yaml + "\nallow_empty: true");

        Assert.All(Since(), since => Assert.Equal("2026-01-01 00:00:00.000000+00", since));
        Assert.Null(KeptQuery.Read(folder.FullName)!.Last);
    }

    [Fact]
    public async Task Books_that_know_of_rows_are_not_gone_on_with_when_nothing_says_which_rows_they_were()
    {
        await using var source = await emulator.OpenAsync(Yaml, [], Run());

        Assert.Equal("BIG009", (await source!.BeginAsync(folder.FullName, areBegun: true))?.Code.Id);
        Assert.Empty(emulator.Inserted);
    }

    [Fact]
    public async Task A_job_that_an_earlier_run_asked_for_and_did_not_read_is_found_again_and_not_run_again()
    {
        await using (var source = await emulator.OpenAsync(Yaml, [], Run()))
        {
            Assert.Null(await source!.BeginAsync(folder.FullName));
        }

        (KeptQuery.Read(folder.FullName)! with { Numbering = null }).Write(folder.FullName);
        await LoadAsync();

        Assert.Single(emulator.Jobs);
        Assert.Equal(2, emulator.Inserted.Count);
    }

    [Theory]
    [InlineData("its result is gone")]
    [InlineData("it was stopped")]
    public async Task A_job_that_was_asked_for_and_did_not_come_to_rows_is_followed_by_another(string why)
    {
        await using (var source = await emulator.OpenAsync(Yaml, [], Run()))
        {
            Assert.Null(await source!.BeginAsync(folder.FullName));
        }

        (KeptQuery.Read(folder.FullName)! with { Numbering = null }).Write(folder.FullName);
        var job = emulator.Jobs.Single().Value;
        if (why == "it was stopped") emulator.Jobs[job.Id] = job with { Error = ("stopped", "Job execution was cancelled") };
        else emulator.Fail("GET", "/queries/", 404, "notFound", "Not found: Table billed:_anonymous.anon");

        await LoadAsync();

        Assert.Equal(2, emulator.Jobs.Count);
    }

    [Fact]
    public async Task A_load_that_stopped_half_way_moves_nothing_and_goes_on_with_the_same_result()
    {
        await LoadAsync(isComplete: false);

        Assert.Null(KeptQuery.Read(folder.FullName)!.Last);
        Assert.False(await LoadAsync());

        Assert.Single(emulator.Jobs);
        Assert.Equal("2026-03-01T10:00:00.000003Z", KeptQuery.Read(folder.FullName)!.Last);
    }

    [Fact]
    public async Task A_next_load_that_stopped_half_way_leaves_the_value_where_it_was()
    {
        await LoadAsync();
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, at TIMESTAMP", new JsonArray("9", "1772359299000000"));

        await LoadAsync(isComplete: false);

        Assert.Equal("2026-03-01T10:00:00.000003Z", KeptQuery.Read(folder.FullName)!.Last);
    }

    [Fact]
    public async Task A_next_load_without_rows_is_fine_and_leaves_the_value_where_it_was()
    {
        await LoadAsync();
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, at TIMESTAMP");

        await LoadAsync();

        Assert.Equal("2026-03-01T10:00:00.000003Z", KeptQuery.Read(folder.FullName)!.Last);
    }

    [Fact]
    public async Task A_result_that_is_gone_is_said_and_not_replaced_by_another()
    {
        await LoadAsync(isComplete: false);
        emulator.Jobs.Clear();
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync(Yaml, findings, Run()));

        Assert.Equal("BIG009", Assert.Single(findings).Code.Id);
        Assert.Contains("--restart", findings[0].Hint, StringComparison.Ordinal);
        Assert.Single(emulator.Inserted);
    }

    [Fact]
    public async Task A_load_that_was_numbered_through_Storage_is_not_read_over_REST()
    {
        await LoadAsync(isComplete: false);
        (KeptQuery.Read(folder.FullName)! with { Numbering = "{}" }).Write(folder.FullName);
        await using var source = await emulator.OpenAsync(Yaml, [], Run());

        Assert.Equal("BIG009", (await source!.BeginAsync(folder.FullName, areBegun: true))?.Code.Id);
    }

    [Fact]
    public async Task A_restart_begins_where_the_load_before_it_began()
    {
        await LoadAsync();
        await LoadAsync(isComplete: false);

        await LoadAsync(Run() with { BeginsAnew = true });

        Assert.Equal(["2026-01-01 00:00:00.000000+00", "2026-03-01 10:00:00.000003+00", "2026-03-01 10:00:00.000003+00"], Since());
    }

    [Fact]
    public async Task What_a_person_says_wins()
    {
        await LoadAsync();

        await LoadAsync(Run() with { Since = "2025-12-01T00:00:00Z" });

        Assert.Equal("2025-12-01 00:00:00.000000+00", Since()[^1]);
    }

    [Fact]
    public async Task A_load_that_is_half_done_cannot_be_given_another_beginning()
    {
        await LoadAsync(isComplete: false);
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync(Yaml, findings, Run() with { Since = "2025-12-01T00:00:00Z" }));
        Assert.Contains("half done", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_beginning_nothing_is_asked_since_nothing_would_be_found()
    {
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync("query: SELECT id, at FROM t WHERE at > @since\nparameters: { since: = last(at) }", findings, Run()));

        Assert.Contains("nothing was loaded yet", Assert.Single(findings).Message, StringComparison.Ordinal);
        Assert.Empty(emulator.Inserted);
    }

    [Fact]
    public async Task Failed_rows_are_tried_again_from_the_result_that_they_were_in()
    {
        await LoadAsync();

        Assert.False(await LoadAsync(Run() with { Revisits = true }));

        Assert.Single(emulator.Jobs);
    }

    private SourceRun Run() => new(folder.FullName);

    private List<string?> Since() =>
        [.. emulator.Inserted.Select(body => (string?)body["configuration"]!["query"]!["queryParameters"]![0]!["parameterValue"]!["value"])];

    /// <summary>What a run does with its source; whether the books were begun anew.</summary>
    private async Task<bool> LoadAsync(SourceRun? run = null, bool isComplete = true, string yaml = Yaml)
    {
        FindingList findings = [];
        await using var source = await emulator.OpenAsync(yaml, findings, run ?? Run());
        Assert.Empty(findings);
        var keeps = Assert.IsType<IKeepsState>(source, exactMatch: false);
        Assert.Null(await source!.BeginAsync(folder.FullName));
        await source!.ShowAsync();
        keeps.End(folder.FullName, isComplete);
        return keeps.BeginsNextLoad;
    }
}

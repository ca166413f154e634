using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.BigQuery.Rest;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>What BigQuery does that clients have got wrong. Each test is named for the fact that it stands on.</summary>
public sealed class RestTrapsTests : IAsyncLifetime
{
    private const string Query = "query: |\n  SELECT id,\n    total FROM t";

    private BigQueryEmulator emulator = null!;

    public async Task InitializeAsync()
    {
        emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => EmulatedTable.Numbered(10);
    }

    public async Task DisposeAsync() => await emulator.DisposeAsync();

    [Theory]
    [InlineData(403, "rateLimitExceeded", "Again")]
    [InlineData(429, "rateLimitExceeded", "Again")]
    [InlineData(500, "backendError", "Again")]
    [InlineData(502, "backendError", "Again")]
    [InlineData(503, "backendError", "Again")]
    [InlineData(504, "backendError", "Again")]
    [InlineData(500, "internalError", "Again")]
    [InlineData(502, "", "Again")]
    [InlineData(400, "jobBackendError", "NewJob")]
    [InlineData(400, "jobInternalError", "NewJob")]
    [InlineData(400, "jobRateLimitExceeded", "NewJob")]
    [InlineData(0, "backendError", "NewJob")]
    [InlineData(0, "rateLimitExceeded", "NewJob")]
    [InlineData(500, "bytesBilledLimitExceeded", "None")]
    [InlineData(403, "quotaExceeded", "None")]
    [InlineData(403, "accessDenied", "None")]
    [InlineData(404, "notFound", "None")]
    [InlineData(400, "invalidQuery", "None")]
    [InlineData(400, "invalid", "None")]
    [InlineData(409, "duplicate", "IsThere")]
    [InlineData(400, "resourcesExceeded", "None")]
    [InlineData(403, "responseTooLarge", "None")]
    [InlineData(400, "timeout", "None")]
    [InlineData(0, "stopped", "None")]
    [InlineData(401, "authError", "SignIn")]
    public void The_reason_decides_then_the_status(int status, string reason, string remedy) =>
        Assert.Equal(remedy, new RestError(status, reason, "").Remedy.ToString());

    [Fact]
    public async Task Trap_1_a_403_that_is_a_rate_limit_is_tried_again()
    {
        emulator.Fail("GET", "/queries/", 403, "rateLimitExceeded");
        emulator.Fail("GET", "/queries/", 503, "backendError");

        Assert.Equal(10, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Trap_1_a_500_that_is_the_cost_limit_is_not_tried_again()
    {
        emulator.Fail("GET", "/queries/", 500, "bytesBilledLimitExceeded", "Query exceeded limit for bytes billed: 1000000. 10485760 or higher required.");
        await using var source = await emulator.OpenAsync(Query + "\nmax_bytes_billed: 1 MB", []);

        var refused = await Assert.ThrowsAsync<SourceException>(() => source!.ShowAsync());

        Assert.Equal("BIG005", refused.Finding.Code.Id);
        Assert.Single(emulator.Requests, request => request.Contains("/queries/", StringComparison.Ordinal));
        Assert.Equal("1000000", (string?)emulator.Inserted.Single()["configuration"]!["query"]!["maximumBytesBilled"]);
    }

    [Fact]
    public async Task Trap_2_a_409_after_a_lost_answer_is_the_job_that_was_made()
    {
        // The first is the dry run. Outside of the US and the EU the job is found again only in its location, which only that run has told.
        (emulator.Location, emulator.Polls) = ("europe-west3", 1);
        var inserts = 0;
        emulator.Faults.Enqueue(context =>
        {
            if (context.Request.Method == "POST" && Interlocked.Increment(ref inserts) == 2) context.Items["lose"] = true;
            return Task.FromResult(false);
        });

        Assert.Equal(10, (await RowsAsync()).Count);

        Assert.Equal(2, emulator.Inserted.Count);
        Assert.Single(emulator.Jobs);
        Assert.Single(emulator.Inserted.Select(body => (string?)body["jobReference"]!["jobId"]).Distinct());
    }

    [Fact]
    public async Task Trap_3_a_short_page_is_not_the_end_and_a_token_goes_without_a_row_number()
    {
        emulator.PageRows = 3;

        Assert.Equal(10, (await RowsAsync()).Count);

        var pages = emulator.Requests.Where(request => request.Contains("maxResults=20000", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, pages.Count);
        Assert.DoesNotContain(pages, page => page.Contains("pageToken", StringComparison.Ordinal) && page.Contains("startIndex", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trap_4_outside_of_the_US_and_the_EU_a_job_is_asked_for_in_its_location()
    {
        (emulator.Location, emulator.Polls) = ("europe-west3", 2);

        Assert.Equal(10, (await RowsAsync()).Count);

        Assert.Null(emulator.Estimated.Single()["jobReference"]!["location"]);
        Assert.Equal("europe-west3", (string?)emulator.Inserted.Single()["jobReference"]!["location"]);
        Assert.All(
            emulator.Requests.Where(request => request.StartsWith("GET", StringComparison.Ordinal)),
            request => Assert.Contains("location=europe-west3", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trap_5_legacy_SQL_is_said_to_be_off()
    {
        await RowsAsync();

        Assert.False((bool)emulator.Inserted.Single()["configuration"]!["query"]!["useLegacySql"]!);
    }

    [Fact]
    public async Task Trap_6_instants_are_asked_for_as_microseconds()
    {
        await RowsAsync();

        Assert.All(
            emulator.Requests.Where(request => request.Contains("startIndex", StringComparison.Ordinal)),
            request => Assert.Contains("formatOptions.useInt64Timestamp=true", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trap_12_every_query_is_a_job_of_its_own_so_that_its_result_can_be_found_again()
    {
        await RowsAsync();

        Assert.StartsWith("loader_", (string?)emulator.Inserted.Single()["jobReference"]!["jobId"], StringComparison.Ordinal);
        Assert.DoesNotContain(
            emulator.Requests, request => request.StartsWith("POST", StringComparison.Ordinal) && request.EndsWith("/queries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_job_is_followed_by_another_under_a_new_id()
    {
        emulator.JobErrors.Enqueue(("backendError", "for now"));

        Assert.Equal(10, (await RowsAsync()).Count);

        Assert.Equal(2, emulator.Jobs.Count);
    }

    [Fact]
    public async Task A_mistake_in_the_query_is_shown_where_it_stands_in_the_mapping()
    {
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync("query: |\n  SELECT id,\n    wrong FROM t", findings));

        var finding = Assert.Single(findings);
        Assert.Equal("BIG003", finding.Code.Id);
        Assert.Equal(5, finding.Place.Line);
        Assert.Equal(5, finding.Place.Column);
    }

    [Fact]
    public async Task A_missing_permission_is_named_with_its_call_and_its_project()
    {
        emulator.Fail(
            "POST", "/jobs", 403, "accessDenied", "Access Denied: Project billed: User does not have bigquery.jobs.create permission in project billed.");
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync(Query, findings));

        var finding = Assert.Single(findings);
        Assert.Equal("BIG002", finding.Code.Id);
        Assert.Contains("jobs.insert", finding.Message, StringComparison.Ordinal);
        Assert.Contains("bigquery.jobs.create on the project billed", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_tried_again_and_then_an_error()
    {
        emulator.Faults.Enqueue(async context =>
        {
            context.Response.StatusCode = 502;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "<html>Bad Gateway</html>");
            return true;
        });

        Assert.Equal(10, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task A_page_that_is_cut_is_asked_for_again()
    {
        emulator.Faults.Enqueue(async context =>
        {
            if (!context.Request.QueryString.Value!.Contains("startIndex", StringComparison.Ordinal)) return false;
            context.Response.ContentLength = 1000;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "{\"rows\":[");
            context.Abort();
            return true;
        });

        Assert.Equal(10, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task An_end_that_comes_before_the_last_row_is_an_error_and_not_the_end()
    {
        await using var source = await emulator.OpenAsync(Query, []);
        using var folder = new TemporaryFolder();
        Assert.Null(await source!.BeginAsync(folder.FullName));
        var job = emulator.Jobs.Single();
        emulator.Jobs[job.Key] = job.Value with { Result = EmulatedTable.Numbered(7) };

        var broken = await Assert.ThrowsAsync<SourceException>(() => source!.ShowAsync());

        Assert.Equal("BIG010", broken.Finding.Code.Id);
        Assert.Contains("row 7 was the last that came, of 10", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_http_nobody_signs_in()
    {
        await RowsAsync();

        Assert.Empty(emulator.Authorizations);
    }

    [Fact]
    public async Task A_check_is_a_dry_run_that_says_what_would_be_read()
    {
        FindingList findings = [];

        await using var source = await emulator.OpenAsync(Query, findings, check: true);

        Assert.Equal("the query reads at most 1,234,567 bytes", Assert.Single(findings).Message);
        Assert.True((bool)emulator.Estimated.Single()["configuration"]!["dryRun"]!);
        Assert.Empty(emulator.Inserted);
    }

    [Fact]
    public async Task Labels_of_ours_stand_beside_those_of_the_user()
    {
        await RowsAsync(Query + "\nlabels: { team: crm }");

        Assert.Equal("""{"loader_mapping":"crm-purchases","team":"crm"}""", emulator.Inserted.Single()["configuration"]!["labels"]!.ToJsonString());
    }

    [Fact]
    public async Task A_table_is_listed_without_a_query_and_only_in_the_columns_that_are_used()
    {
        emulator.Tables["shop.crm.orders"] = EmulatedTable.Of(
            "id INTEGER, total NUMERIC, note STRING", [.. Enumerable.Range(1, 5).Select(n => new JsonArray($"{n}", "1.50", "x"))]);
        await using var source = await emulator.OpenAsync("table: shop.crm.orders\ncolumns: [note, id]", []);

        Assert.Equal("[integer 1|text x]", (await source!.ShowAsync())[0]);
        Assert.Empty(emulator.Jobs);
        Assert.Contains(emulator.Requests, request => request.Contains("selectedFields=id%2Cnote", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string yaml = Query)
    {
        FindingList findings = [];
        await using var source = await emulator.OpenAsync(yaml, findings);
        Assert.Empty(findings);
        return await source!.ShowAsync();
    }
}

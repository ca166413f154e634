using System.Text.Json;
using System.Text.Json.Nodes;
using Loader.EndToEnd.Resuming;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.EndToEnd.BigQuery;

/// <summary>Whole loads out of BigQuery by the real executable: what arrives, what the report says of cost and way, what is said when it goes wrong.</summary>
public sealed class BigQueryRunTests
{
    private const string Query = "query: |\n      SELECT id, total, at\n      FROM `shop.crm.orders`";

    [Theory]
    [InlineData("rest", 4, "rows came over REST, not through the Storage Read API: the mapping says so")]
    [InlineData("storage", 1, "rows came through the Storage Read API, in 1 stream")]
    [InlineData("storage", 4, "rows came through the Storage Read API, in 4 streams")]
    [InlineData("auto", 4, "rows came through the Storage Read API, in 4 streams")]
    public async Task Every_row_of_a_query_arrives_once_and_exact_and_the_report_says_what_was_billed_and_which_way_rows_came(
        string readBy,
        int streams,
        string way)
    {
        await using var shop = await BigQueryShop.OpenAsync(2_500, streams);
        shop.Emulator.PageRows = 700;
        shop.WriteMapping($"{Query}\n    read_by: {readBy}");

        await shop.RunAsync(0);

        Assert.Equal(BigQueryShop.Expected(1, 2_500).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
        Assert.Contains("BigQuery billed 10,485,760 bytes to the project billed for the query", shop.Report, StringComparison.Ordinal);
        Assert.Contains(way, shop.Report, StringComparison.Ordinal);
        Assert.Single(shop.Emulator.Jobs);
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("storage")]
    public async Task A_table_is_read_without_a_query_and_only_in_the_columns_that_the_mapping_uses(string readBy)
    {
        await using var shop = await BigQueryShop.OpenAsync(0);
        shop.Emulator.Tables["shop.crm.orders"] = EmulatedTable.Of(
            "id STRING, unused STRING, total NUMERIC, at TIMESTAMP", [.. Enumerable.Range(1, 1_200).Select(
                n => new JsonArray($"o{n}", "x", "1.50", "1772359200000000"))]);
        shop.WriteMapping($"table: shop.crm.orders\n    read_by: {readBy}", more: "reject: { wrong: '= id == \"o7\"' }");

        await shop.RunAsync(3);

        Assert.Equal(
            Enumerable.Range(1, 1_200).Where(n => n != 7).Select(n => $"o{n}|1.5|2026-03-01T10:00:00Z").Order(StringComparer.Ordinal),
            shop.Hook.Stored.Order(StringComparer.Ordinal));
        Assert.Empty(shop.Emulator.Inserted);
        Assert.StartsWith("id,total,at,", File.ReadAllText(Path.Combine(shop.Books, "rejected.csv")), StringComparison.Ordinal);
        if (readBy == "rest") Assert.Contains(shop.Emulator.Requests, request => request.Contains("selectedFields=id%2Ctotal%2Cat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_were_corrected_in_the_rejected_file_are_loaded_without_asking_BigQuery()
    {
        await using var shop = await BigQueryShop.OpenAsync(3);
        shop.WriteMapping(more: "reject: { wrong: '= id == \"o2\"' }");
        await shop.RunAsync(3);
        var requests = shop.Emulator.Requests.Count;
        File.Copy(Path.Combine(shop.Books, "rejected.csv"), shop.Place["corrected.csv"]);
        shop.Place.Write("corrected.csv", File.ReadAllText(shop.Place["corrected.csv"]).Replace("\no2,", "\no9,", StringComparison.Ordinal));

        await shop.RunAsync(0, "--from", "corrected.csv", "--runs", "corrected");

        Assert.Contains(shop.Hook.Stored, stored => stored.StartsWith("o9|", StringComparison.Ordinal));
        Assert.Equal(requests, shop.Emulator.Requests.Count);
    }

    [Fact]
    public async Task Check_and_plan_say_how_many_bytes_the_query_would_read_and_run_nothing()
    {
        await using var shop = await BigQueryShop.OpenAsync(2_000);

        var check = await shop.SayAsync("check", "mapping.yaml");
        var plan = await shop.SayAsync("plan", "mapping.yaml");

        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.Contains("the query reads at most 1,234,567 bytes", check.Output, StringComparison.Ordinal);
        Assert.Contains("the query reads at most 1,234,567 bytes", plan.Talk, StringComparison.Ordinal);
        Assert.Contains("the query was not run", plan.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(shop.Emulator.Inserted);

        var all = await shop.SayAsync("plan", "mapping.yaml", "--all");
        Assert.Contains("2,000   all of them were read", all.Output, StringComparison.Ordinal);
        Assert.Empty(shop.Hook.Stored);
    }

    [Fact]
    public async Task Rows_shows_them_typed_and_status_says_where_an_incremental_load_stands()
    {
        await using var shop = await BigQueryShop.OpenAsync(2);
        shop.WriteMapping($"{Query} WHERE at > @since\n    parameters: {{ since: = last(at) ?? \"2026-01-01T00:00:00Z\" }}");

        var rows = await shop.SayAsync("rows", "mapping.yaml");
        Assert.Equal("""{"id":"o1","total":"1.000007919","at":"2026-03-01T10:00:01.123452Z"}""", rows.Output.Split('\n')[0]);

        await shop.RunAsync(0);
        Assert.Contains("last(at) is 2026-03-01T10:00:02.123453Z", (await shop.SayAsync("status", "orders")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_query_ends_with_2_and_points_to_its_line_and_column_in_the_mapping()
    {
        await using var shop = await BigQueryShop.OpenAsync(3);
        shop.WriteMapping("query: |\n      SELECT id,\n        wrong\n      FROM t");

        var ended = await shop.RunAsync(2);

        // BigQuery says "at [2:3]"; the query's second line is the mapping's ninth, and it is indented by six.
        Assert.Contains("mapping.yaml:9:9: error BIG003: Unrecognized name: wrong at [2:3]", ended.Talk, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shop.Books));
    }

    [Theory]
    [InlineData(403, "accessDenied", "BIG002", "jobs.insert is not permitted", "bigquery.jobs.create on the project billed")]
    [InlineData(401, "authError", "BIG001", "BigQuery does not know who asks", "sign in again")]
    public async Task A_refusal_names_the_call_the_permission_and_the_project(int status, string reason, string code, string message, string hint)
    {
        await using var shop = await BigQueryShop.OpenAsync(3);
        shop.Emulator.Fail("POST", "/jobs", status, reason, "Access Denied: Project billed: no");

        var ended = await shop.RunAsync(2);

        Assert.Contains($"error {code}: {message}", ended.Talk, StringComparison.Ordinal);
        Assert.Contains(hint, ended.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_sessions_are_not_permitted_rows_come_over_REST_and_the_report_names_the_permission()
    {
        await using var shop = await BigQueryShop.OpenAsync(1_500);
        shop.Storage.IsPermitted = false;

        await shop.RunAsync(0);

        Assert.Equal(1_500, shop.Hook.Stored.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("bigquery.readsessions.create on project billed", shop.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_that_is_refused_has_not_run_the_query()
    {
        await using var shop = await BigQueryShop.OpenAsync(5);
        shop.Hook.Deals = _ => Deal.Hold;
        using var first = shop.Start();
        await shop.Hook.ArrivedAsync(1);

        await shop.RunAsync(2);

        Assert.Single(shop.Emulator.Inserted);
        shop.Hook.Release();
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_run_that_died_while_its_query_ran_is_continued_with_the_same_job()
    {
        await using var shop = await BigQueryShop.OpenAsync(1_500);
        shop.Emulator.Polls = int.MaxValue;
        using (var first = shop.Start())
        {
            while (shop.Emulator.Requests.Count(
                request => request.Contains("/jobs/", StringComparison.Ordinal)) < 2) await Campaign.Wait.ForAsync(TimeSpan.FromMilliseconds(5));
            first.Kill();
            await first.EndAsync();
        }

        shop.Emulator.Jobs.Single().Value.PollsLeft = 0;
        await shop.RunAsync(0);

        Assert.Single(shop.Emulator.Jobs);
        Assert.Equal(1_500, shop.Hook.Stored.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Credentials_are_in_nothing_that_is_said_or_left_behind()
    {
        await using var shop = await BigQueryShop.OpenAsync(1_200);
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var secret = key.ExportPkcs8PrivateKeyPem();
        shop.Environment["KEY"] = JsonSerializer.Serialize(new
        {
            type = "service_account",
            project_id = "billed",
            private_key = secret,
            client_email = "loader@billed.iam.gserviceaccount.example",
            token_uri = shop.Emulator.Address + "/token",
        });
        (shop.Emulator.Token, shop.Storage.Token) = ("very-secret-token", "very-secret-token");
        shop.Emulator.Tokens.Enqueue("very-secret-token");
        shop.WriteMapping($"{Query}\n    credentials: ${{KEY}}");

        var good = await shop.RunAsync(0);
        shop.Emulator.Tokens.Enqueue("another-secret-token");
        shop.Emulator.Tokens.Enqueue("third-secret-token");
        var refused = await shop.RunAsync(2, "--restart");

        var traces = shop.Traces(good, refused);
        Assert.DoesNotContain("secret-token", traces, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[40..90], traces, StringComparison.Ordinal);
        Assert.Contains("rows came through the Storage Read API", traces, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Tests.Sources.BigQuery.Emulator;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>
/// Emulators and proxies say less than BigQuery, or say it in another form. What is missing is done without, and what cannot be told is said; rows are exact or
/// there are none.
/// </summary>
public sealed class OtherServersTests : IAsyncLifetime
{
    private const string Query = "query: SELECT id, total FROM t";
    private const int Rows = 1_500;

    private BigQueryEmulator emulator = null!;

    public async Task InitializeAsync()
    {
        emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => EmulatedTable.Numbered(Rows);
        emulator.PageRows = 400;
    }

    public async Task DisposeAsync() => await emulator.DisposeAsync();

    [Theory]
    [InlineData("nothing but rows in the pages", "results", "kind,jobComplete,schema,totalRows")]
    [InlineData("no statistics of a job", "insert,job", "statistics")]
    [InlineData("no statistics of a dry run", "dry", "statistics")]
    [InlineData("no place of a job", "dry,insert,job", "jobReference")]
    [InlineData("no state of a job", "insert,job", "status")]
    [InlineData("no configuration of a job", "insert,job", "configuration")]
    [InlineData("no schema of a result", "results", "schema")]
    [InlineData("no number of rows", "results", "totalRows")]
    public async Task What_an_answer_does_not_say_is_done_without(string case_, string answers, string members)
    {
        Assert.NotEmpty(case_);
        emulator.Reshape = (answer, body) =>
        {
            if (!answers.Split(',').Contains(answer, StringComparer.Ordinal)) return;
            foreach (var member in members.Split(',')) body.Remove(member);
        };

        Assert.Equal(EmulatedTable.Shown(Rows), await RowsAsync(Query));
    }

    [Fact]
    public async Task A_dry_run_that_does_not_tell_columns_leaves_them_to_the_result()
    {
        emulator.Reshape = (answer, body) =>
        {
            if (answer == "dry") ((JsonObject)body["statistics"]!["query"]!).Remove("schema");
        };

        Assert.Equal(EmulatedTable.Shown(Rows), await RowsAsync(Query));
        Assert.Single(emulator.Inserted);
    }

    [Fact]
    public async Task Where_there_are_no_dry_runs_the_query_is_run_at_once()
    {
        emulator.Faults.Enqueue(async context =>
        {
            await BigQueryEmulator.RefuseAsync(context, 501, "notImplemented", "dryRun is not supported");
            return true;
        });

        Assert.Equal(EmulatedTable.Shown(Rows), await RowsAsync(Query));
    }

    [Fact]
    public async Task Columns_that_only_the_table_of_the_result_tells_are_asked_of_it()
    {
        emulator.Reshape = (answer, body) =>
        {
            if (answer == "dry") body.Remove("statistics");
            if (answer == "results") body.Remove("schema");
        };

        Assert.Equal(EmulatedTable.Shown(Rows), await RowsAsync(Query));
    }

    [Fact]
    public async Task Numbers_and_truths_may_be_those_of_JSON()
    {
        emulator.Result = _ => EmulatedTable.Of("id INTEGER, total FLOAT, good BOOLEAN", new JsonArray("7", "1.5", "true"));
        emulator.Reshape = (answer, body) =>
        {
            if (body["totalRows"] is { } total) body["totalRows"] = long.Parse(total.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
            if (answer == "results" && body["rows"] is { } rows)
            {
                rows[0]!["f"] = new JsonArray(new JsonObject { ["v"] = 7 }, new JsonObject { ["v"] = 1.5 }, new JsonObject { ["v"] = true });
            }
        };

        Assert.Equal(["[integer 7|float 1.5|boolean true]"], await RowsAsync(Query));
    }

    [Theory]
    [InlineData("TIMESTAMP", "1.709210096789012E9", "time 2024-02-29T12:34:56.789012Z")]
    [InlineData("TIMESTAMP", "1709210096.789012", "time 2024-02-29T12:34:56.789012Z")]
    [InlineData("TIMESTAMP", "-0.000001", "time 1969-12-31T23:59:59.999999Z")]
    [InlineData("TIMESTAMP", "2024-02-29T12:34:56.789012Z", "time 2024-02-29T12:34:56.789012Z")]
    [InlineData("TIMESTAMP", "2024-02-29 12:34:56.789012 UTC", "time 2024-02-29T12:34:56.789012Z")]
    [InlineData("TIMESTAMP", "2024-02-29 12:34:56+00:00", "time 2024-02-29T12:34:56Z")]
    [InlineData("DATETIME", "2024-02-29 12:34:56.5", "text 2024-02-29T12:34:56.500000")]
    [InlineData("BOOL", "True", "boolean true")]
    [InlineData("FLOAT64", "+inf", "float Infinity")]
    [InlineData("DECIMAL", "1.50", "decimal 1.5")]
    public async Task A_cell_may_have_the_form_of_another_client(string type, string cell, string shown)
    {
        emulator.Result = _ => EmulatedTable.Of("c " + type, new JsonArray(cell));

        Assert.Equal([$"[{shown}]"], await RowsAsync(Query));
    }

    [Fact]
    public async Task Seconds_as_a_float_are_no_value_where_a_double_has_lost_microseconds()
    {
        emulator.Result = _ => EmulatedTable.Of("c TIMESTAMP", new JsonArray("2.53402300799E11"));

        Assert.Contains("not exact so far from 1970", Assert.Single(await RowsAsync(Query)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "/")]
    [InlineData("/bigquery/v2", "")]
    [InlineData("/bigquery/v2", "/bigquery/v2")]
    [InlineData("/bigquery/v2", "/bigquery/v2/")]
    [InlineData("/proxy/bigquery/v2", "/proxy")]
    public async Task It_is_found_with_and_without_the_path_of_BigQuery(string servedUnder, string named)
    {
        emulator.Root = servedUnder;

        Assert.Equal(Rows, (await RowsAsync(Query, emulator.Address + named)).Count);
        Assert.Equal(Rows, (await RowsAsync(Query, emulator.Address["http://".Length..] + named)).Count);
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("")]
    public async Task The_variable_of_emulators_names_a_host_with_or_without_a_scheme(string scheme)
    {
        await using var source = await OpenAsync(
            $"project: billed\n{Query}", name => name == "BIGQUERY_EMULATOR_HOST" ? scheme + new Uri(emulator.Address).Authority : null);

        Assert.Equal(Rows, (await source.ShowAsync()).Count);
        Assert.Empty(emulator.Authorizations);
    }

    [Fact]
    public async Task Pages_of_a_job_that_is_not_done_after_all_are_asked_for_again()
    {
        var asked = 0;
        emulator.Reshape = (answer, body) =>
        {
            if (answer != "results" || Interlocked.Increment(ref asked) is not (1 or 3)) return;
            body.Clear();
            body["jobComplete"] = false;
        };

        Assert.Equal(EmulatedTable.Shown(Rows), await RowsAsync(Query));
    }

    [Fact]
    public async Task A_page_that_comes_again_is_an_error_and_not_the_same_rows_for_ever()
    {
        emulator.Reshape = (answer, body) =>
        {
            if (answer == "results" && body["pageToken"] is not null) body["pageToken"] = "again";
        };
        await using var source = await OpenAsync(Yaml(Query));

        // The emulator takes the token for the place that it names.
        emulator.Faults.Enqueue(context =>
        {
            if (context.Request.QueryString.Value!.Contains("pageToken", StringComparison.Ordinal))
            {
                context.Request.QueryString = new("?startIndex=400&maxResults=400");
            }

            return Task.FromResult(false);
        });

        Assert.Equal("BIG010", (await Assert.ThrowsAsync<SourceException>(() => source.ShowAsync())).Finding.Code.Id);
    }

    [Theory]
    [InlineData("VIEW")]
    [InlineData("EXTERNAL")]
    [InlineData("MATERIALIZED_VIEW")]
    public async Task What_has_no_rows_of_its_own_needs_a_query(string type)
    {
        emulator.Tables["shop.crm.v"] = EmulatedTable.Of("id INTEGER") with { Type = type };
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync("table: shop.crm.v", findings));

        Assert.Contains(type.ToLowerInvariant().Replace('_', ' '), Assert.Single(findings).Message, StringComparison.Ordinal);
        Assert.Contains("query: SELECT", findings[0].Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numRows", "0")]
    [InlineData("numRows", null)]
    [InlineData("type", null)]
    [InlineData("streamingBuffer", "{}")]
    public async Task A_table_whose_rows_are_not_counted_is_read_all_the_same(string member, string? value)
    {
        emulator.Tables["shop.crm.t"] = EmulatedTable.Numbered(Rows);
        emulator.Reshape = (answer, body) =>
        {
            if (answer != "table") return;
            if (member == "streamingBuffer") body["numRows"] = "700";
            if (value is null) body.Remove(member);
            else body[member] = value == "{}" ? new JsonObject() : value;
        };

        Assert.Equal(EmulatedTable.Shown(Rows), await RowsAsync("table: shop.crm.t"));
    }

    [Fact]
    public async Task A_type_that_is_not_known_and_a_page_that_is_no_answer_are_findings()
    {
        emulator.Result = _ => EmulatedTable.Of("c HYPERCUBE", new JsonArray("1"));
        FindingList findings = [];
        Assert.Null(await emulator.OpenAsync(Query, findings));
        Assert.Contains("the type HYPERCUBE is not known", Assert.Single(findings).Message, StringComparison.Ordinal);

        emulator.Faults.Enqueue(async context =>
        {
            await context.Response.WriteAsync("<html>Welcome</html>");
            return true;
        });
        FindingList others = [];
        Assert.Null(await emulator.OpenAsync(Query, others));
        Assert.Equal("BIG012", Assert.Single(others).Code.Id);
    }

    private static async Task<ISource> OpenAsync(string yaml, Func<string, string?>? variable = null)
    {
        FindingList findings = [];
        var source = await new BigQueryKind(BigQueryOpen.Hasty).OpenAsync(yaml, findings, variable);
        Assert.Empty(findings);
        return source!;
    }

    private string Yaml(string query, string? endpoint = null) => $"project: billed\nendpoint: {endpoint ?? emulator.Address}\n{query}";

    private async Task<IReadOnlyList<string>> RowsAsync(string query, string? endpoint = null)
    {
        await using var source = await OpenAsync(Yaml(query, endpoint));
        return await source.ShowAsync();
    }
}

using System.Text.Json.Nodes;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Running.Preparing;
using Loader.Tests.Architecture;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

/// <summary>What <c>check</c> finds, and the forms in which it says so.</summary>
public sealed class CheckTests
{
    private const string Good = """
        mapping: orders
        from: { csv: { path: orders.csv } }
        columns: { total: decimal }
        key: = order_id
        skip: { not_paid: '= status != "paid"' }
        event: { event_name: purchase, event_timestamp: 1772359200000, client_id: = client, session_id: = session, page_id: = page, ecommerce: { value: = total } }
        to: { nameless: { endpoint: https://gtm.shop.example/tm } }
        send: { parallel: 4 }

        """;

    [Theory]
    [InlineData("a misspelt setting of the source", "path: orders.csv", "path: orders.csv, delimitr: ','", "SET001")]
    [InlineData("a source that is not there", "path: orders.csv", "path: gone.csv", "INP001")]
    [InlineData("a destination without its address", "endpoint: https://gtm.shop.example/tm", "", "SET002")]
    [InlineData("a wrong setting of the sending", "parallel: 4", "parallel: many", "SET003")]
    public async Task Whatever_else_is_wrong_all_parts_are_checked(string what, string part, string with, string code)
    {
        var text = Good.Replace(part, with, StringComparison.Ordinal)
            .Replace("= client,", "= upperr(client),", StringComparison.Ordinal)
            .Replace(" page_id: = page,", " page: = page,", StringComparison.Ordinal)
            .Replace("key: = order_id", "key: = ordr_id", StringComparison.Ordinal);

        var found = await CodesAsync(text);

        Assert.True(found.Contains("EXP003"), $"{what}: the function is not checked");
        Assert.True(
            found.Count(one => one.StartsWith("DST", StringComparison.Ordinal)) >= 2,
            $"{what}: the event's fields are not checked: {string.Join(' ', found)}");
        Assert.True(found.Contains(code), $"{what}: {code} is missing: {string.Join(' ', found)}");
        if (code != "INP001") Assert.Contains("EXP002", found);
    }

    [Fact]
    public async Task What_is_wrong_in_the_mapping_comes_before_what_is_noted_of_its_source()
    {
        using var folder = new TemporaryFolder();
        var rows = folder.Write("a.csv", System.Text.Encoding.UTF8.GetBytes("order_id,total\nA1,é\n"));
        var mapping = folder.Write("z.yaml", System.Text.Encoding.UTF8.GetBytes(
            $"from: {{ csv: {{ path: {rows} }} }}\nkey: = order_id\nevent: {{ total: = totl }}\nto: {{ http: {{ url: \"https://hooks.shop.example/orders\" }} }}\n"));

        var said = (await Typed.RunAsync("check", mapping)).Output;

        Assert.StartsWith(mapping, said, StringComparison.Ordinal);
        Assert.Contains($"\n{rows}: note INP013", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parallel: ${PARALLEL}")]
    [InlineData("attempts: ${ATTEMPTS}")]
    [InlineData("timeout: ${TIMEOUT}")]
    [InlineData("max_failed: ${MAX_FAILED}%")]
    [InlineData("rate: ${RATE} requests/s")]
    [InlineData("rate: [\"${RATE}\"]")]
    public async Task A_variable_that_is_not_set_here_is_no_mistake_whatever_the_setting_is(string send)
    {
        var found = await CheckAsync(Good.Replace("send: { parallel: 4 }", "send:\n  " + send, StringComparison.Ordinal));

        Assert.All(found, one => Assert.Equal("note", one["severity"]!.GetValue<string>()));
        Assert.Contains(found, one => one["code"]!.GetValue<string>() == "SET006");
    }

    [Fact]
    public async Task A_destination_whose_settings_hang_on_variables_is_bound_by_what_stands_in_for_them()
    {
        var text = Good.Replace(
            "nameless: { endpoint: https://gtm.shop.example/tm }",
            "ga4: { measurement_id: '${GA4_ID}', api_secret: '${GA4_SECRET}' }",
            StringComparison.Ordinal);

        var found = await CheckAsync(text);

        Assert.Contains(
            found,
            one => one["severity"]!.GetValue<string>() == "error" && one["message"]!.GetValue<string>().Contains("event_name", StringComparison.Ordinal));
        Assert.DoesNotContain(found, one => one["message"]!.GetValue<string>().Contains("measurement id", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("status == \"a\" and status == \"b\"", "exclude each other")]
    [InlineData("status == \"a\" and client != null and status != \"a\"", "the opposite")]
    [InlineData("total < null", "null for every row")]
    [InlineData("status != \"paid\"", "skipped by 'not_paid'")]
    [InlineData("client == null and status != \"paid\"", "skipped by 'not_paid'")]
    [InlineData("total < 1 and client == null and total > 2", "exclude each other")]
    [InlineData("total >= 1.0 and total < 1", "exclude each other")]
    [InlineData("total == 1 and total == 2", "exclude each other")]
    [InlineData("client | lower == \"A\"", "lower never gives \"A\"")]
    [InlineData("upper(client) == \"a\"", "upper never gives \"a\"")]
    public async Task A_rule_that_can_never_hold_is_named(string rule, string why)
    {
        var text = Good.Replace(
            "skip: { not_paid: '= status != \"paid\"' }",
            $"skip:\n  not_paid: = status != \"paid\"\n  never: = {rule}",
            StringComparison.Ordinal);

        var warning = Assert.Single(await CheckAsync(text), one => one["code"]!.GetValue<string>() == "MAP030");

        Assert.Contains(why, warning["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status == \"a\" or status == \"b\"")]
    [InlineData("status == \"a\" and client == \"b\"")]
    [InlineData("total == 1 and total == 1.0")]
    [InlineData("total >= 1 and total <= 1.0")]
    [InlineData("total > 1 and total < 2")]
    [InlineData("total < 1 or total > 2")]
    [InlineData("lower(client) == \"a\"")]
    [InlineData("status == null")]
    public async Task A_rule_that_can_hold_is_left_alone(string rule)
    {
        var text = Good.Replace(
            "skip: { not_paid: '= status != \"paid\"' }",
            $"skip:\n  not_paid: = status != \"paid\"\n  never: = {rule}",
            StringComparison.Ordinal);

        Assert.DoesNotContain(await CheckAsync(text), one => one["code"]!.GetValue<string>() == "MAP030");
    }

    [Theory]
    [InlineData("delimiter: ';'", "order_id,status,client,session,page,…': is the delimiter ','?")]
    [InlineData("delimiter: tab", "order_id,status,client,session,page,…': is the delimiter ','?")]
    public async Task A_file_cut_at_the_wrong_delimiter_is_said_once(string setting, string said)
    {
        var found = await CheckAsync(Good.Replace("path: orders.csv", $"path: orders.csv, {setting}", StringComparison.Ordinal));

        var wrong = Assert.Single(found, one => one["severity"]!.GetValue<string>() == "error");
        Assert.Equal("RUN008", wrong["code"]!.GetValue<string>());
        Assert.StartsWith("the file has one column, 'order_id,status,", wrong["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith(said[said.IndexOf('…')..], wrong["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_whose_name_holds_a_delimiter_is_a_column()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rows.csv", "\"a;b\"\n1\n"u8.ToArray());
        var mapping = folder.Write(
            "m.yaml",
            System.Text.Encoding.UTF8.GetBytes($$"""
                mapping: m
                from: { csv: { path: '{{folder.PathOf("rows.csv")}}', delimiter: "," } }
                key: = `a;b`
                event: { a: = `a;b` }
                to: { http: { url: "https://shop.example" } }

                """));

        var typed = await Typed.RunAsync("check", mapping);

        Assert.DoesNotContain("RUN008", typed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_json_have_the_published_shape_and_point_at_the_word()
    {
        var schema = new DraftSeven(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "check.schema.json")))!.AsObject());

        var found = await CheckAsync(Good.Replace("= total }", "= totl }", StringComparison.Ordinal));

        Assert.All(found, one => Assert.Empty(schema.Problems(one)));
        var wrong = Assert.Single(found, one => one["code"]!.GetValue<string>() == "EXP002");
        Assert.Equal("docs/errors.md#exp002", wrong["url"]!.GetValue<string>());
        Assert.Equal(4, wrong["end"]!.GetValue<int>() - wrong["column"]!.GetValue<int>());
        Assert.Contains("total", wrong["hint"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_of_GitHub_gets_annotations_unless_told_otherwise()
    {
        using var folder = Folder(Good.Replace("= total }", "= totl }", StringComparison.Ordinal));
        static string? InJob(string name) => name == "GITHUB_ACTIONS" ? "true" : null;

        var typed = await Typed.RunAsync(Catalogs.Default, InJob, Typed.Wide, "check", folder.PathOf("orders.yaml"));
        var plain = await Typed.RunAsync(Catalogs.Default, InJob, Typed.Wide, "check", folder.PathOf("orders.yaml"), "--format", "text");

        Assert.Contains("::error file=", typed.Output, StringComparison.Ordinal);
        Assert.Matches(@",line=6,col=\d+,endColumn=\d+,title=EXP002%3A [^:]*::[^\n]*%0Ahint: did you mean", typed.Output);
        Assert.DoesNotContain("::error", plain.Output, StringComparison.Ordinal);
        Assert.Equal((2, 2), (typed.ExitCode, plain.ExitCode));
    }

    [Fact]
    public void What_would_end_a_workflow_command_is_encoded()
    {
        var code = new FindingCode("MAP001", Severity.Note, "100%, or: less", "");

        var command = WorkflowCommand.Of(new(code, new("a,b:c.yaml", 3, 7), "first\r\nsecond: 50%, yes"), end: 9);

        Assert.Equal("::notice file=a%2Cb%3Ac.yaml,line=3,col=7,endColumn=8,title=MAP001%3A 100%25%2C or%3A less::first%0D%0Asecond: 50%25, yes", command);
    }

    [Fact]
    public async Task Several_mappings_are_checked_and_one_bad_one_is_enough()
    {
        using var folder = Folder(Good);
        await File.WriteAllTextAsync(folder.PathOf("bad.yaml"), "mapping: x\n");

        var typed = await Typed.RunAsync("check", folder.PathOf("nowhere.yaml"), folder.PathOf("bad.yaml"), folder.PathOf("orders.yaml"), "--json");

        Assert.Equal(2, typed.ExitCode);
        Assert.Equal(3, typed.Talk.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("orders.yaml: no mistakes found", typed.Talk, StringComparison.Ordinal);
    }

    private static async Task<List<JsonNode>> CheckAsync(string mapping)
    {
        using var folder = Folder(mapping);
        var typed = await Typed.RunAsync("check", folder.PathOf("orders.yaml"), "--json");
        return [.. typed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private static async Task<List<string>> CodesAsync(string mapping) => [.. (await CheckAsync(mapping)).Select(one => one["code"]!.GetValue<string>())];

    private static TemporaryFolder Folder(string mapping)
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("orders.csv"), "order_id,status,client,session,page,total\nA1,paid,c,s,p,12.50\n");
        File.WriteAllText(
            folder.PathOf("orders.yaml"),
            mapping.Replace("path: orders.csv", $"path: '{folder.PathOf("orders.csv")}'", StringComparison.Ordinal));
        return folder;
    }
}

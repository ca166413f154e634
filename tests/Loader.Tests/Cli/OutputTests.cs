using System.Text.Json;
using Loader.Destinations;
using Loader.Options;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Sources;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

/// <summary>What goes where: results to standard output, talk to standard error, the page of a CI job to its file.</summary>
public sealed class OutputTests : IDisposable
{
    private const string Secret = "k3y-that-nobody-may-read";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task With_json_the_report_is_all_there_is_on_standard_output()
    {
        var said = await RehearseAsync(broken: true, _ => null, "--json");

        Assert.Equal(ExitCode.SomeFailed, said.ExitCode);
        using var report = JsonDocument.Parse(said.Output);
        Assert.Equal(1, report.RootElement.GetProperty("counts").GetProperty("failed").GetInt64());
    }

    [Fact]
    public async Task Quiet_says_nothing_when_all_went_well() =>
        Assert.Equal(new(ExitCode.Done, "", ""), await RehearseAsync(broken: false, _ => null, "--quiet"));

    [Fact]
    public async Task Quiet_says_one_line_when_rows_failed()
    {
        var said = await RehearseAsync(broken: true, _ => null, "--quiet");

        Assert.Equal((ExitCode.SomeFailed, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("orders: finished; some rows failed: 3 read, 2 sent, 1 failed, 0 skipped, 0 uncertain; see ", said.Talk, StringComparison.Ordinal);
        Assert.Single(said.Talk, c => c == '\n');
    }

    [Fact]
    public async Task A_CI_job_gets_its_page()
    {
        var page = folder.PathOf("summary.md");
        await File.WriteAllTextAsync(page, "# Before\n");

        await RehearseAsync(broken: true, name => name == "GITHUB_STEP_SUMMARY" ? page : null);

        Assert.StartsWith(
            "# Before\n# orders: finished; some rows failed (rehearsed; nothing left this machine)\n",
            await File.ReadAllTextAsync(page),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_told_and_changes_nothing()
    {
        var said = await RehearseAsync(broken: false, name => name == "GITHUB_STEP_SUMMARY" ? folder.FullName : null);

        Assert.Equal(ExitCode.Done, said.ExitCode);
        Assert.Contains("the report could not be appended to GITHUB_STEP_SUMMARY: ", said.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_says_where_it_happened_and_no_secret()
    {
        Write("broken: { api_key: \"${KEY}\" }", broken: false);
        var catalogs = new Catalogs(SourceCatalog.Default, new DestinationCatalog([new Faulty()]));

        var said = await Typed.RunAsync(
            catalogs,
            name => name == "KEY" ? Secret : null,
            Typed.Wide,
            "run",
            folder.PathOf("mapping.yaml"),
            "--runs",
            folder.PathOf("runs"));

        Assert.Equal((ExitCode.Fault, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("loader: a fault in the program itself\nSystem.InvalidOperationException: cannot send [secret]", said.Talk, StringComparison.Ordinal);
        Assert.Contains("   at Loader.", said.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said.Talk, StringComparison.Ordinal);
    }

    private Task<Typed> RehearseAsync(bool broken, Func<string, string?> variable, params string[] flags)
    {
        Write("nameless: { endpoint: \"https://gtm.shop.example/tm\", origin: \"https://shop.example\" }", broken);
        return Typed.RunAsync(Catalogs.Default, variable, Typed.Wide, ["rehearse", folder.PathOf("mapping.yaml"), "--runs", folder.PathOf("runs"), .. flags]);
    }

    private void Write(string to, bool broken)
    {
        File.WriteAllText(folder.PathOf("rows.csv"), "id,at,total\n1,2026-03-01,1.50\n2,2026-03-01,2.50\n3,2026-03-01," + (broken ? "x\n" : "3.50\n"));
        File.WriteAllText(folder.PathOf("mapping.yaml"), $$"""
            mapping: orders
            from:
              csv: { path: "{{folder.PathOf("rows.csv").Replace('\\', '/')}}", delimiter: "," }
            columns:
              at: time("yyyy-MM-dd", "UTC")
              total: decimal
            key: = id
            event:
              event_name: purchase
              event_timestamp: = at
              client_id: Client000000001
              session_id: Session00000001
              page_id: Page00000000001
              ecommerce: { value: = total }
            to:
              {{to}}
            """);
    }

    private sealed class Faulty : IDestinationKind
    {
        public string Name => "broken";

        public string Summary => "falls over, key in hand";

        public IDestination Configure(Section section) => throw new InvalidOperationException("cannot send " + section.Secret("api_key", "the key"));
    }
}

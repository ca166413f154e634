using Loader.Running.Preparing;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

/// <summary>What a rehearsal advises, by what its rows failed of.</summary>
public sealed class RehearsalWordsTests
{
    private const string Rows = "order_id,at,total\n1,2026-03-01T10:00:00Z,1.50\n";

    [Fact]
    public async Task Rows_that_only_the_faults_failed_are_no_reason_to_mend_the_mapping()
    {
        var typed = await RehearseAsync("400");

        Assert.Contains("the faults of --faults failed these rows", typed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("mend source or mapping", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_no_request_met_is_named()
    {
        var typed = await RehearseAsync("400@7");

        Assert.Contains("400@7, never played", typed.Output, StringComparison.Ordinal);
        Assert.Contains(
            "took in 1 event in 1 request; the books say 1 sent; events have no ids: repeats cannot be told apart",
            typed.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_chance_chose_for_no_request_says_so()
    {
        var typed = await RehearseAsync("400@0.0001%");

        Assert.Contains("400@0.0001%, never played: chance chose none of 1 request", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_without_ids_count_as_they_came()
    {
        var typed = await RehearseAsync("", rows: Rows + "2,2026-03-01T10:00:00Z,1.50\n3,2026-03-01T10:00:00Z,2.50\n");

        Assert.Contains("took in 3 events in 3 requests; the books say 3 sent; events have no ids", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_of_a_rehearsal_says_so_also_when_it_is_shown_again()
    {
        using var folder = new TemporaryFolder();
        await RehearseAsync(folder, "400@7", Rows);

        var shown = await Typed.RunAsync(
            Catalogs.Default,
            _ => null,
            Typed.Wide,
            "report",
            "rehearsals/m",
            "--show-values",
            "--runs",
            folder.PathOf("runs"));

        Assert.Contains("(rehearsed; nothing left this machine)", shown.Output, StringComparison.Ordinal);
        Assert.Contains("- fault: 400@7, never played", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_before_their_session_are_answered_by_what_opens_sessions()
    {
        var kind = Catalogs.Default.Destinations.Find("nameless")!;

        Assert.Contains("page_view: ensure", kind.Advice("orphan_event_session"), StringComparison.Ordinal);
        Assert.Null(kind.Advice("bad_body"));
    }

    private static async Task<Typed> RehearseAsync(string faults, string rows = Rows)
    {
        using var folder = new TemporaryFolder();
        return await RehearseAsync(folder, faults, rows);
    }

    private static async Task<Typed> RehearseAsync(TemporaryFolder folder, string faults, string rows)
    {
        var source = folder.Write("rows.csv", System.Text.Encoding.UTF8.GetBytes(rows));
        await File.WriteAllTextAsync(folder.PathOf("m.yaml"), $$"""
            mapping: m
            from: { csv: { path: '{{source}}' } }
            key: = order_id
            event: { order: = order_id }
            to: { http: { url: http://127.0.0.1:9/ } }

            """);
        return await Typed.RunAsync(
            Catalogs.Default,
            _ => null,
            Typed.Wide,
            "rehearse",
            folder.PathOf("m.yaml"),
            "--faults",
            faults,
            "--runs",
            folder.PathOf("runs"));
    }
}

using Loader.Reports;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Running;

/// <summary>What happens to a source between runs and under them: grown, changed, broken off, of several files.</summary>
public sealed class SourceOverTimeTests : IAsyncLifetime, IDisposable
{
    private readonly LoadPlace place = new();
    private readonly TextSource source = new() { Text = "a\nb\nc\n" };
    private Collector collector = null!;

    public async Task InitializeAsync()
    {
        collector = await Collector.StartAsync();
        place.Use(source);
        place.Use(new ListDestination(collector.Address));
        place.WriteIdMapping("keys.txt: {}");
    }

    public async Task DisposeAsync() => await collector.DisposeAsync();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Rows_that_were_appended_are_loaded_and_the_others_are_not_sent_again()
    {
        await place.Run();
        source.Text += "d\ne\n";

        var report = await place.Run();

        Assert.Equal(["a", "b", "c", "d", "e"], Sent());
        Assert.Equal((5, true, ExitCode.Done), (report.Counts.Sent, report.Balances, report.End.ExitCode));
        Assert.Contains(report.Notes, note => note.Contains("grew at its end", StringComparison.Ordinal));
        Assert.Equal(0, (await place.Run()).Sending.Requests);
    }

    [Theory]
    [InlineData("a\nB\nc\nd\n")]
    [InlineData("a\nB\nc\n")]
    [InlineData("a\nb\n")]
    [InlineData("x\na\nb\nc\n")]
    public async Task A_source_that_does_not_begin_as_it_did_is_refused_before_anything_leaves(string now)
    {
        await place.Run();
        source.Text = now;

        Assert.Null(await place.TryRun());

        Assert.Equal("BOOK002", place.Codes);
        Assert.Equal(3, collector.Bodies.Count);
    }

    [Fact]
    public async Task A_source_that_breaks_off_ends_the_run_with_true_books_and_the_next_run_continues()
    {
        source.BreaksAfter = 2;

        var report = await place.Run();

        Assert.Equal("ss.", place.States(3));
        Assert.Equal((2, true, ExitCode.StoppedEarly), (report.Counts.Read, report.Balances, report.End.ExitCode));
        Assert.Contains(report.Notes, note => note.Contains("keys.txt: error TEXT01: the disk failed", StringComparison.Ordinal));

        source.BreaksAfter = null;
        Assert.Equal(ExitCode.Done, (await place.Run()).End.ExitCode);
        Assert.Equal(["a", "b", "c"], Sent());
    }

    [Fact]
    public async Task A_source_that_changed_while_it_was_read_is_noted()
    {
        source.WasChanged = "replaced by another file";

        var report = await place.Run();

        Assert.Contains(report.Notes, note => note.StartsWith("the source changed while it was read (replaced by another file)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_file_of_the_source_is_in_the_report_with_its_rows_also_an_empty_one()
    {
        source.Text = "a\nbroken\nold\nc\n";
        source.Parts = [new("1.txt", 1), new("2.txt", 3), new("3.txt", 3)];

        var report = await place.Run();

        Assert.Equal(
            [new("1.txt", 1, 2, 1, 1, 0, 0), new("2.txt", 3, 0, 0, 0, 0, 0), new("3.txt", 3, 2, 1, 0, 1, 0)],
            report.Sources[0].Parts);
        Assert.Contains("| 2 | 1 | 1 | 0 | 0 | 1.txt |", ReportMarkdown.Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_took_as_long_as_it_may_stops_and_the_next_one_continues()
    {
        source.IsEndless = true;
        place.WriteIdMapping("keys.txt: {}", send: "{ parallel: 1, attempts: 2, max_time: 10s }");

        var report = await place.Run();

        Assert.Equal((true, ExitCode.StoppedEarly), (report.Balances, report.End.ExitCode));
        Assert.Contains(report.Notes, note => note == "stopped early: the run took as long as max_time allows (10s)");
        Assert.Contains(report.End.NextSteps, step => step.Command == "loader run mapping.yaml");
    }

    [Fact]
    public async Task Where_the_destination_ends_the_run_the_rest_of_the_source_is_not_read_for_nothing()
    {
        source.IsEndless = true;
        place.Use(new ListDestination(collector.Address)
        {
            Reading = answer => answer.Events[0].Contains("more9", StringComparison.Ordinal) ? new Answer.StopRun("wrong_key", "the key is wrong") : null,
        });

        var report = await place.Run();

        Assert.Equal((true, ExitCode.StoppedEarly), (report.Balances, report.End.ExitCode));
        Assert.Equal(8, report.Counts.Sent);
        Assert.Contains(report.Notes, note => note.EndsWith("the key is wrong (wrong_key)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_destination_that_would_give_the_rest_another_form_is_refused()
    {
        await place.Run();
        place.Use(new ListDestination(collector.Address) { ArrivalSettings = new Dictionary<string, string>(StringComparer.Ordinal) { ["ids"] = "mapped" } });

        Assert.Null(await place.TryRun());

        Assert.StartsWith("the destination's setting 'ids' changed", Assert.Single(place.Findings).Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Sent() => collector.Bodies.Select(body => body.Trim('[', ']', '"')).Order(StringComparer.Ordinal);
}

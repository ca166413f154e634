using System.Runtime.CompilerServices;
using System.Text.Json;
using Loader.Books.Records;
using Loader.Reports;
using Loader.Tests.Books;

namespace Loader.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    private readonly BooksFolder folder = new();

    private static RunFacts Facts(long rows) => new()
    {
        LoaderVersion = "0.1.0",
        MappingFile = "mappings/crm.yaml",
        Sources = [new("purchases.csv", rows, 18_211, "18211 bytes, b5d4")],
        Rejected = new("csv", "order_id,email,total", ','),
        RejectedFile = ".loader/crm-purchases/rejected.csv",
        StartedAt = BooksFolder.Noon,
        EndedAt = BooksFolder.Noon.AddSeconds(2.5),
        ExitCode = ExitCode.Done,
        Sending = new(2_013, 1_450_000, 13, 16),
        Notes = ["14 page views were made for sessions the tag did not know"],
        PayloadHash = "9f86d081884c7d65",
        ResumeCommand = "loader run mappings/crm.yaml",
        RetryCommand = "loader run mappings/crm.yaml --retry-failed",
        StatusCommand = "loader status crm-purchases",
        ResolveCommand = "loader run mappings/crm.yaml --resolve uncertain=sent",
        CorrectedCommand = "loader run mappings/crm.yaml --from .loader/crm-purchases/rejected.csv --runs .loader/corrected",
        Meaning = code => code == "ROW001" ? "a value cannot be read as the type the mapping asks for" : null,
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_report_says_what_became_of_every_row()
    {
        var report = EventfulReport(Facts(2_000));

        GoldenFile.Verify("report.json", ReportJson.Text(report).Replace(report.Files.Books, ".loader/crm-purchases", StringComparison.Ordinal));
        GoldenFile.Verify("report.md", ReportMarkdown.Text(report));
    }

    [Fact]
    public void A_report_of_a_run_without_trouble_is_short()
    {
        using var books = folder.Open();
        books.Reach(3);
        for (var row = 1; row <= 3; row++) books.Sent(row);
        books.Finish(3);

        var report = ReportBuilder.Build(books, Facts(3) with { RejectedFile = null, Notes = [] });

        Assert.Equal(ExitCode.Done, report.End.ExitCode);
        GoldenFile.Verify("quiet-report.md", ReportMarkdown.Text(report));
    }

    [Fact]
    public void The_report_of_a_rehearsal_says_that_nothing_left_this_machine()
    {
        using var books = folder.Open();
        books.Reach(3);
        for (var row = 1; row <= 3; row++) books.Sent(row);
        books.Finish(3);
        var rehearsed = Facts(3) with
        {
            RejectedFile = null,
            Rehearsal = new(
                5,
                3,
                0,
                "that the tag knows every client",
                [new("429*2", 2, false), new("cut@5%", 0, true), new("500@9", 0, false)],
                ["1 event would be answered 200 and lost: too_old"]),
        };

        var report = ReportBuilder.Build(books, rehearsed);

        GoldenFile.Verify("rehearsed-report.md", ReportMarkdown.Text(report));
        Assert.Contains("(rehearsed; nothing left this machine)</h1>", ReportHtml.Text(report), StringComparison.Ordinal);
        Assert.Contains("took in 3 different events in 5 requests", ReportHtml.Text(report), StringComparison.Ordinal);
        using var schema = JsonDocument.Parse(File.ReadAllText(SchemaPath()));
        using var json = JsonDocument.Parse(ReportJson.Text(report));
        Assert.Equal("cut@5%", json.RootElement.GetProperty("rehearsal").GetProperty("faults")[1].GetProperty("step").GetString());
        Assert.Empty(new SchemaCheck(schema.RootElement).Problems(json.RootElement));
    }

    [Fact]
    public void Reports_keep_to_the_published_schema()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(SchemaPath()));
        using var report = JsonDocument.Parse(ReportJson.Text(EventfulReport(Facts(2_000))));

        Assert.Empty(new SchemaCheck(schema.RootElement).Problems(report.RootElement));
    }

    [Fact]
    public void No_cell_of_a_failed_row_is_in_a_report_unless_values_were_asked_for()
    {
        string[] cells = ["A-1042", "Zoë.O'Brien@example.com", "12,5O"];
        using var books = folder.Open();
        books.Reach(3);
        var original = "A-1042,Zoë.O'Brien@example.com,\"12,5O\"";
        books.Failed(Rows.Failed(1, "ROW001", "'12,5O' is not a decimal", original));
        books.Failed(Rows.Failed(2, "http_400", "no such customer: zoë.o'brien@EXAMPLE.com", original) with { Stage = FailureStage.Send });
        books.Uncertain(Rows.Uncertain(3) with { Key = "A-1042", Reason = "cut off after {\"id\":\"a-1042" });
        books.Finish(3);

        var masked = ReportBuilder.Build(books, Facts(3));
        var shown = ReportBuilder.Build(books, Facts(3) with { ShowValues = true });

        Assert.All(cells, cell => Assert.DoesNotContain(cell, ReportJson.Text(masked) + ReportMarkdown.Text(masked), StringComparison.OrdinalIgnoreCase));
        Assert.All(cells, cell => Assert.Contains(cell, ReportJson.Text(shown), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Rows_missing_from_the_books_are_a_fault_whatever_the_run_believes()
    {
        using var books = folder.Open();
        books.Reach(3);
        books.Sent(1);
        books.Finish(3);

        var report = ReportBuilder.Build(books, Facts(3));

        Assert.False(report.Balances);
        Assert.Equal(ExitCode.Fault, report.End.ExitCode);
        Assert.Contains("**The books do not balance**: 3 rows read, 1 with an outcome.", ReportMarkdown.Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_given_back_by_a_run_that_stopped_count_as_unread()
    {
        using var books = folder.Open();
        books.Reach(3);
        books.Sent(1);
        books.Leaving(2);
        books.NotReached(2);
        books.Finish();

        var report = ReportBuilder.Build(books, Facts(3) with { GivenBack = 2, ExitCode = ExitCode.Interrupted });

        Assert.True(report.Balances);
        Assert.Equal(1, report.Counts.Read);
        Assert.Equal(ExitCode.Interrupted, report.End.ExitCode);
        Assert.Equal([new ReportedStep("continue where it stopped", "loader run mappings/crm.yaml")], report.End.NextSteps);
    }

    [Theory]
    [InlineData(0, true, 0, 0, 0)]
    [InlineData(0, true, 2, 0, 3)]
    [InlineData(0, true, 2, 1, 5)]
    [InlineData(3, true, 2, 1, 5)]
    [InlineData(0, false, 0, 0, 1)]
    [InlineData(5, false, 0, 1, 1)]
    [InlineData(4, true, 2, 1, 4)]
    [InlineData(130, true, 0, 0, 130)]
    [InlineData(143, false, 0, 0, 143)]
    public void An_exit_code_cannot_be_better_than_the_books(int believed, bool balances, long failed, long uncertain, int told) =>
        Assert.Equal(told, ExitCode.Truthful(believed, balances, failed, uncertain));

    [Fact]
    public void Codes_without_end_are_counted_together()
    {
        using var books = folder.Open();
        books.Reach(FailedGroups.MostGroups + 5);
        for (var row = 1; row <= FailedGroups.MostGroups + 5; row++) books.Failed(Rows.Failed(row, $"E{row}"));
        books.Finish();

        var failed = ReportBuilder.Build(books, Facts(FailedGroups.MostGroups + 5)).Failed;

        Assert.Equal((FailedGroups.OtherCodes, 5L), (failed[0].Code, failed[0].Rows));
        Assert.Equal(FailedGroups.MostSamples, failed[0].Samples.Count);
        Assert.Equal(FailedGroups.MostGroups + 1, failed.Count);
    }

    [Fact]
    public void A_report_is_for_its_owner_and_a_summary_for_whoever_asked()
    {
        var report = EventfulReport(Facts(2_000));
        var summary = Path.Combine(folder.Root, "summary.md");
        File.WriteAllText(summary, "# Before\n\n");

        ReportFiles.Write(folder.Path1, report);
        ReportFiles.AppendTo(summary, report);

        var json = Path.Combine(folder.Path1, ReportFiles.Json);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(json));
        Assert.Equal(2_000, ReportJson.Read(File.ReadAllText(json))?.Counts.Read);
        Assert.StartsWith("# Before\n\n# crm-purchases: ", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    /// <summary>Two thousand rows over two runs, with everything that can become of one.</summary>
    private Report EventfulReport(RunFacts facts)
    {
        using (var first = folder.Open())
        {
            var notPaid = first.SkipReason("not_paid");
            first.Reach(1_000);
            for (var row = 1; row <= 1_000; row++)
            {
                if (row % 100 == 0) first.Skipped(row, notPaid);
                else first.Sent(row);
            }

            first.Finish();
        }

        using var books = folder.Open();
        books.Reach(2_000);
        var testOrder = books.SkipReason("test_order");
        for (var row = 1_001; row <= 2_000; row++) books.Sent(row);
        for (var row = 1_101; row <= 1_105; row++)
            books.Failed(Rows.Failed(row, reason: "'12,50' in column 'total' is not a decimal", original: "A1,b@example.com,\"12,50\""));
        books.Failed(Rows.Failed(
            1_200,
            "http_400",
            "HTTP 400: <b>no|such</b> `session`",
            "A2,c@example.com,3") with
        { Stage = FailureStage.Send, Field = null });
        books.Skipped(1_300, testOrder);
        books.Uncertain(Rows.Uncertain(1_400) with { Key = "A-77" });
        books.Leaving(1_500);
        books.Finish(2_000);
        return ReportBuilder.Build(books, facts);
    }

    private static string SchemaPath([CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, "..", "..", "..", "docs", "report.schema.json");
}

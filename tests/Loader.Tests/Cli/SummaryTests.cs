using Loader.Cli.Words;
using Loader.Reports;
using Loader.Tests.Reports;

namespace Loader.Tests.Cli;

public sealed class SummaryTests
{
    private static readonly Report Eventful = new()
    {
        Schema = Report.CurrentSchema,
        Loader = "0.1.0",
        Mapping = new("crm-purchases", "mappings/crm.yaml", "b5d4"),
        Sources = [new("purchases.csv", 1_234_567, 98_765_432, "b5d4")],
        Destination = new("nameless", "https://gtm.shop.example/tm"),
        LoadStartedAt = DateTimeOffset.UnixEpoch,
        Run = new(2, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(321.5), 321.5),
        Counts = new(1_234_567, 1_200_000, 34_000, 567, 0),
        Balances = true,
        ThisRun = new(234_567, 200_020, 34_000, 567, -20),
        Skipped = [new("not_paid", 67), new("test_order", 500)],
        Failed =
        [
            Group(
                "orphan_event_session",
                null,
                20_000,
                "the tag does not know this session: a page_view has to come first (page_view: ensure)",
                "Orphan event: session xxx99"),
            Group(
                "ROW001",
                "event_timestamp",
                5_000,
                "a value cannot be read as the type the mapping asks for",
                "column 'created_at': \"99/99/9999\" is not a time of the form \"yyyy-MM-dd HH:mm:ss\""),
            Group(
                "ROW001",
                "ecommerce.value",
                2_000,
                "a value cannot be read as the type the mapping asks for",
                "column 'total': \"99,9X\" is not a decimal number"),
            Group("ROW001", "ecommerce.tax", 2, "a value cannot be read as the type the mapping asks for", "column 'tax': \"x\" is not a decimal number"),
            Group(
                "ROW001",
                "ecommerce.shipping",
                1,
                "a value cannot be read as the type the mapping asks for",
                "column 'shipping': \"x\" is not a decimal number"),
            .. Enumerable.Range(1, 9).Select(n => Group($"http_41{n}", null, n * 100, null, "HTTP 41x: not the tag's answer")),
            Group("attempts_used_up", null, 2_497, "every attempt ended in a fault that might have passed", "HTTP 503: asked to slow down"),
        ],
        Uncertain = [],
        Sending = new(1_300_000, 1_450_000_000, 13_500, 16, 729.6),
        Notes = ["the destination asked everybody to wait 3 times, at most 30 s"],
        End = new(
            ExitCode.SomeFailed,
            ExitCode.Of(ExitCode.SomeFailed),
            [new(
                "correct the rows in .loader/crm-purchases/rejected.csv, then load that file",
                "loader run mappings/crm.yaml --from .loader/crm-purchases/rejected.csv --runs .loader/corrected")],
            "loader run mappings/crm.yaml"),
        Files = new(".loader/crm-purchases", ".loader/crm-purchases/rejected.csv"),
    };

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Many_failed_rows_are_told_by_code_and_field_and_fit_the_screen(int width)
    {
        var text = Text(Eventful, width);

        GoldenFile.Verify($"golden/summary-{width}.txt", text);
        Assert.All(text.Split('\n').Where(line => !line.Contains('/', StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void When_all_went_well_there_is_little_to_say()
    {
        var quiet = Eventful with
        {
            Counts = new(12, 12, 0, 0, 0),
            Run = Eventful.Run with { Number = 1, Seconds = 0.25 },
            Failed = [],
            Skipped = [],
            Notes = [],
            Sending = new(1, 800, 0, 1, 48),
            End = new(ExitCode.Done, ExitCode.Of(ExitCode.Done), [new("nothing to do", null)], "loader run mappings/crm.yaml"),
            Files = new(".loader/crm-purchases", null),
        };

        GoldenFile.Verify("golden/summary-quiet.txt", Text(quiet, 80));
    }

    [Fact]
    public void Rows_in_doubt_and_books_that_do_not_balance_cannot_be_overlooked()
    {
        var text = Text(Eventful with { Counts = new(10, 5, 0, 0, 3), Balances = false, Failed = [], Skipped = [] }, 120);

        Assert.Contains("  uncertain    3   they may have arrived; no answer was read\n", text, StringComparison.Ordinal);
        Assert.Contains("  THE BOOKS DO NOT BALANCE: 10 rows were read, 8 have an outcome\n", text, StringComparison.Ordinal);
    }

    private static string Text(Report report, int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new Summary(output, width).Write(report);
        return output.ToString();
    }

    private static FailedGroup Group(string code, string? field, long rows, string? meaning, string reason) =>
        new(
            code,
            "map",
            field,
            meaning,
            rows,
            [.. Enumerable.Range(0, (int)Math.Min(rows, 3)).Select(n => new FailedSample(1_000 + n, 1_001 + (n * 7), reason, null))]);
}

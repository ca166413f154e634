using Loader.Reports;
using Loader.Tests.Books;

namespace Loader.Tests.Cli;

/// <summary>What a person learns of loads without running them.</summary>
public sealed class StatusTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public StatusTests()
    {
        using var books = folder.Open();
        books.Reach(4);
        books.Sent(1);
        books.Failed(Books.Rows.Failed(2));
        books.Uncertain(Books.Rows.Uncertain(3));
        books.Skipped(4, books.SkipReason("not_paid"));
        books.Finish(4);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Loads_are_listed_and_one_names_its_uncertain_rows_with_masked_keys()
    {
        var before = folder.Content();

        var all = await Typed.RunAsync("status", "--runs", folder.Root);
        var one = await Typed.RunAsync("status", "crm-purchases", "--runs", folder.Root);
        var shown = await Typed.RunAsync("status", "crm-purchases", "--runs", folder.Root, "--show-values");

        Assert.StartsWith(
            "crm-purchases: 4 read, 1 sent, 1 failed, 1 skipped, 1 uncertain; run 1, begun 2026-03-01 12:00:00Z, has ended",
            all.Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "row 3, line 4, key X9, event e-1, left 2026-03-01 12:00:00Z: the connection was cut before an answer",
            one.Output,
            StringComparison.Ordinal);
        Assert.Contains("row 3, line 4, key A1, event e-1", shown.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (all.ExitCode, one.ExitCode));
        Assert.Equal(before, folder.Content());
    }

    [Theory]
    [InlineData("json", "\"schema\": 1")]
    [InlineData("md", "# crm-purchases: ")]
    [InlineData("html", "<!DOCTYPE html>")]
    public async Task A_report_is_made_again_in_any_form(string format, string begins)
    {
        var report = await Typed.RunAsync("report", "--runs", folder.Root, "--format", format);

        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Contains(begins, report.Output[..60], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_is_not_there_is_said_with_those_that_are()
    {
        var typed = await Typed.RunAsync("status", "crm-purchase", "--runs", folder.Root);

        Assert.Equal(ExitCode.Unusable, typed.ExitCode);
        Assert.Contains("did you mean 'crm-purchases'?", typed.Talk, StringComparison.Ordinal);
    }
}

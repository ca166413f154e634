using Loader.Books.Records;
using Loader.Reports;
using Loader.Tests.Books;

namespace Loader.Tests.Reports;

public sealed class ReportHtmlTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_page_stands_by_itself_and_no_text_of_rows_or_servers_becomes_markup()
    {
        using var books = folder.Open();
        books.Reach(3);
        books.Sent(1);
        books.Failed(Rows.Failed(2, "http_400", "<script>alert('x')</script> & \"more\"") with { Stage = FailureStage.Send });
        books.Uncertain(Rows.Uncertain(3) with { Reason = "<img src=x onerror=y>" });
        books.Finish(3);
        var report = ReportBuilder.Build(books, new()
        {
            LoaderVersion = "0.1.0",
            MappingFile = "crm.yaml",
            Sources = [new("purchases.csv", 3, 100, "100 bytes") { Parts = [new("<1>.csv", 1, 3, 1, 1, 0, 1)] }],
            Rejected = new("csv", "id", ','),
            StartedAt = BooksFolder.Noon,
            EndedAt = BooksFolder.Noon,
            ExitCode = ExitCode.SomeUncertain,
            ResumeCommand = "loader run crm.yaml",
            StatusCommand = "loader status crm",
            ShowValues = true,
        });

        var page = ReportHtml.Text(report);

        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.All(
            ["<script", "<img", "<1>", "http://", "https://"],
            word => Assert.DoesNotContain(word, page.Replace("https://collect.example.com", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">3</td>", page, StringComparison.Ordinal);
        Assert.Contains("loader status crm", page, StringComparison.Ordinal);
    }
}

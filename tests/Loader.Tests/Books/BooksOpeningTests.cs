using Loader.Books;

namespace Loader.Tests.Books;

public sealed class BooksOpeningTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Books_of_something_else_are_refused_with_everything_that_changed()
    {
        folder.FiveSent();

        var books = folder.TryOpen(BooksFolder.Purchases with
        {
            MappingHash = "77c0de",
            SourceFingerprint = "18300 bytes, 9a01",
            Endpoint = "https://other.example.com/tag",
        });

        Assert.Null(books);
        Assert.Equal(
            """
            FOLDER: error BOOK002: what the mapping 'crm-purchases' says changed since this load began (2026-03-01 12:00:00Z): was 3f2a91, is 77c0de
              hint: undo the change to continue this load, or begin anew with --restart, which sends every row again, also the 5 that were sent or may have been; the old books are kept in the folder 'before'; where rows failed, --retry-failed sends those alone under the mapping as it is now
            FOLDER: error BOOK002: the content of 'purchases.csv' changed since this load began (2026-03-01 12:00:00Z): was 18211 bytes, b5d4, is 18300 bytes, 9a01
              hint: undo the change to continue this load, or begin anew with --restart, which sends every row again, also the 5 that were sent or may have been; the old books are kept in the folder 'before'
            FOLDER: error BOOK002: the endpoint changed since this load began (2026-03-01 12:00:00Z): was https://collect.example.com/tag, is https://other.example.com/tag
              hint: undo the change to continue this load, or begin anew with --restart, which sends every row again, also the 5 that were sent or may have been; the old books are kept in the folder 'before'
            """.ReplaceLineEndings("\n"),
            string.Join('\n', folder.Findings).Replace(folder.Path1, "FOLDER", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_source_keeps_stays_where_it_is_when_old_books_are_put_aside_since_the_run_may_die_right_after_that()
    {
        folder.FiveSent();
        var kept = Path.Combine(folder.Path1, "source.json");
        File.WriteAllText(kept, "up to here");

        using (var opening = new BooksOpening(folder.Path1, BooksFolder.Purchases, folder.Findings, new StoppedClock(BooksFolder.Noon))
        {
            How = OpeningMode.Restart,
            Stays = "source.json",
        })
        {
            Assert.True(opening.Take());
        }

        Assert.Equal("up to here", File.ReadAllText(kept));
        Assert.Equal(
            "up to here", File.ReadAllText(Directory.GetFiles(Path.Combine(folder.Path1, "before"), "source.json", SearchOption.AllDirectories).Single()));
        Assert.False(File.Exists(Path.Combine(folder.Path1, TitlePage.FileName)));
    }

    [Theory]
    [InlineData("mapping", "the mapping changed")]
    [InlineData("source", "the source changed")]
    [InlineData("destination", "the destination changed")]
    public void Another_name_is_said_once_and_not_its_content_too(string what, string message)
    {
        folder.FiveSent();
        var other = what switch
        {
            "mapping" => BooksFolder.Purchases with { MappingName = "other", MappingHash = "77c0de" },
            "source" => BooksFolder.Purchases with { SourceName = "other.csv", SourceFingerprint = "9a01" },
            _ => BooksFolder.Purchases with { Destination = "snowplow" },
        };

        Assert.Null(folder.TryOpen(other));

        Assert.StartsWith(message, Assert.Single(folder.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_the_destination_that_changes_what_arrives_is_named()
    {
        folder.TryOpen(BooksFolder.Purchases with { Settings = new Dictionary<string, string> { ["job_id"] = "a", ["protocol"] = "2026" } })!.Dispose();

        Assert.Null(folder.TryOpen(
            BooksFolder.Purchases with { Settings = new Dictionary<string, string> { ["job_id"] = "b", ["ids"] = "mapped", ["protocol"] = "2026" } }));

        Assert.Equal(
            ["the destination's setting 'ids' changed", "the destination's setting 'job_id' changed"],
            folder.Findings.Select(finding => finding.Message[..finding.Message.IndexOf(" since", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_refused_run_changes_nothing()
    {
        folder.FiveSent();
        var before = folder.Content();

        Assert.Null(folder.TryOpen(BooksFolder.Purchases with { MappingHash = "77c0de" }));

        Assert.Equal(before, folder.Content());
        using var again = folder.Open();
        Assert.Equal(5, again.Count().Sent);
    }

    [Fact]
    public void A_restart_begins_anew_and_keeps_the_old_books()
    {
        folder.FiveSent();
        File.WriteAllText(Path.Combine(folder.Path1, "report.json"), "{}");

        using (var books = folder.TryOpen(BooksFolder.Purchases with { MappingHash = "77c0de" }, restart: true))
        {
            Assert.NotNull(books);
            Assert.False(books.Continues);
            Assert.Equal((0, 1), (books.Count().Read, books.Run));
        }

        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path1, "before")));
        Assert.Equal("20260301T120000Z", Path.GetFileName(kept));
        Assert.Equal(
            ["books.json", "failed.jsonl", "report.json", "rows", "uncertain.jsonl"],
            Directory.GetFiles(kept).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        folder.Open(restart: true).Dispose();
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(folder.Path1, "before")).Length);
    }

    [Fact]
    public void Nothing_to_begin_anew_is_no_mistake()
    {
        using var books = folder.Open(restart: true);

        Assert.False(books.Continues);
        Assert.False(Directory.Exists(Path.Combine(folder.Path1, "before")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_finding()
    {
        File.WriteAllText(folder.Path1, "a file where the folder should be");

        Assert.Null(folder.TryOpen());

        Assert.Equal("BOOK003", Assert.Single(folder.Findings).Code.Id);
    }

    [Theory]
    [InlineData("https://collect.example.com/tag", "https://collect.example.com/tag")]
    [InlineData("https://user:word@collect.example.com:8443/tag?key=abc&plain&b=#part", "https://collect.example.com:8443/tag?key=…&…&b=…")]
    public void An_endpoint_is_written_down_without_its_secrets(string endpoint, string redacted) =>
        Assert.Equal(redacted, RedactedEndpoint.Of(new(endpoint)));

    [Fact]
    public void Codes_are_unique_and_explained() =>
        Assert.All(BookCodes.All.GroupBy(code => code.Id), same => Assert.True(same.Count() == 1 && same.First().Help.Length > 100));
}

using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.Csv;
using Loader.Sources.Remote;

namespace Loader.Tests.Sources.Remote;

public sealed class WebTests : RemoteContract
{
    protected override string PathOf(string key) => $"{Server.Address}/bucket/{Uri.EscapeDataString(key)}";

    private protected override IRemoteStore StoreOf(Section section) => WebKind.StoreOf(section);

    [Fact]
    public async Task Headers_go_to_the_server_that_was_named_and_not_where_it_redirects_to()
    {
        await using var other = await ObjectServer.StartAsync();
        other.Put("bucket/a.csv", "id,note\n1,x\n"u8.ToArray());
        var findings = new FindingList();
        var secrets = new Secrets();
        await using var source = await new CsvKind().OpenAsync(
            $"path: {Server.Address}/redirect/{Uri.EscapeDataString(other.Address + "/bucket/a.csv")}?signature=abcdefgh\nheaders: {{ Authorization: \"${{TOKEN}}\" }}",
            findings,
            _ => "Bearer token-of-mine",
            secrets: secrets);

        Assert.True(source is not null, string.Join('\n', findings));
        Assert.Equal(["[text 1|text x]"], await source.ShowAsync());
        Assert.All(Server.Authorizations, sent => Assert.Equal("Bearer token-of-mine", sent));
        Assert.NotEmpty(Server.Authorizations);
        Assert.Empty(other.Authorizations);
        Assert.DoesNotContain("abcdefgh", source.Name, StringComparison.Ordinal);
        Assert.Equal("it said [secret] and [secret]", secrets.Redact("it said Bearer token-of-mine and signature=abcdefgh"));
    }

    [Theory]
    [InlineData("http://example.com/a.csv", "'http://example.com/a.csv' cannot be read: http:// is not asked of other machines; use https://, or say allow_http: true")]
    [InlineData("https://user:pass@example.com/a.csv", "'https://example.com/a.csv' cannot be read: it holds a user; write headers: { Authorization: ${TOKEN} } instead")]
    [InlineData("REDIRECT", "'SERVER/redirect/http%3A%2F%2Fexample.com%2Fa.csv': it redirects to http://example.com/a.csv, which is not https")]
    public async Task Addresses_in_the_open_are_refused(string path, string expected)
    {
        var findings = new FindingList();
        path = path.Replace("REDIRECT", $"{Server.Address}/redirect/http%3A%2F%2Fexample.com%2Fa.csv", StringComparison.Ordinal);

        Assert.Null(await new CsvKind().OpenAsync($"path: {path}", findings));
        Assert.Equal(expected, Assert.Single(findings).Message.Replace(Server.Address, "SERVER", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        var circle = $"{Server.Address}/redirect/";
        for (var i = 0; i < 7; i++) circle = $"{Server.Address}/redirect/{Uri.EscapeDataString(circle)}";
        var findings = new FindingList();

        Assert.Null(await new CsvKind().OpenAsync($"path: {circle}", findings));
        Assert.Contains("redirects more than 5 times", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_ranges_and_versions_is_read_all_the_same()
    {
        Server.GivesRanges = Server.GivesVersions = false;
        Server.Put("bucket/a.csv", "id,note\n1,x\n"u8.ToArray());
        await using var source = await new CsvKind().OpenAsync($"path: {PathOf("a.csv")}", []);

        Assert.Equal(["[text 1|text x]"], await source!.ShowAsync());
    }
}

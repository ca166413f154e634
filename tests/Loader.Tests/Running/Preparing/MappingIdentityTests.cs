using Loader.Running.Preparing;

namespace Loader.Tests.Running.Preparing;

public sealed class MappingIdentityTests
{
    private const string Mapping = """
        mapping: orders
        from: { csv: { path: a.csv, delimiter: ";", quote: "'" } }
        columns: { total: decimal, paid: boolean }
        key: = id
        skip: { open: = not paid, free: = total == 0 }
        event: { name: purchase, value: = total, count: 1 }
        to: { nameless: { endpoint: https://a.example/x } }
        send: { rate: 5 requests/s }
        """;

    [Theory]
    [InlineData("key: = id", "key:   = id   # the order's number")]
    [InlineData("key: = id", "\n\nkey: = id\n# more\n")]
    [InlineData("event: { name: purchase, value: = total, count: 1 }", "event:\n  name: purchase\n  value: = total\n  count: 1")]
    [InlineData("columns: { total: decimal, paid: boolean }", "columns: { paid: boolean, total: decimal }")]
    [InlineData("delimiter: \";\", quote: \"'\"", "quote: \"'\", delimiter: \";\"")]
    [InlineData("path: a.csv", "path: b.csv")]
    [InlineData("https://a.example/x", "https://b.example/x")]
    [InlineData("rate: 5 requests/s", "rate: 9 requests/s")]
    [InlineData("send:", "tests: []\nsend:")]
    public void What_changes_nothing_of_what_leaves_does_not_count(string part, string other) => Assert.Equal(Of(Mapping), Of(Changed(part, other)));

    [Fact]
    public void Neither_does_the_order_of_the_parts()
    {
        var lines = Mapping.Split('\n');

        Assert.Equal(Of(Mapping), Of(string.Join('\n', lines.Reverse())));
    }

    [Theory]
    [InlineData("mapping: orders", "mapping: purchases")]
    [InlineData("key: = id", "key: = number")]
    [InlineData("key: = id", "key: id")]
    [InlineData("total: decimal", "total: integer")]
    [InlineData("open: = not paid", "unpaid: = not paid")]
    [InlineData("open: = not paid, free: = total == 0", "free: = total == 0, open: = not paid")]
    [InlineData("skip:", "reject:")]
    [InlineData("name: purchase, value: = total", "value: = total, name: purchase")]
    [InlineData("name: purchase", "name: refund")]
    [InlineData("count: 1", "count: \"1\"")]
    [InlineData("count: 1", "count: 01")]
    [InlineData("count: 1", "count: [1]")]
    [InlineData("send:", "nulls: keep\nsend:")]
    [InlineData("send:", "uncertain: resend\nsend:")]
    [InlineData("quote: \"'\"", "quote: '\"'")]
    [InlineData("delimiter: \";\", ", "")]
    public void What_changes_what_leaves_or_how_rows_are_numbered_counts(string part, string other) => Assert.NotEqual(Of(Mapping), Of(Changed(part, other)));

    [Fact]
    public void Texts_do_not_run_into_each_other() =>
        Assert.NotEqual(Of("event: { a: bc }"), Of("event: { ab: c }"));

    private static string Of(string mapping) => MappingIdentity.Of(mapping, "m.yaml");

    private static string Changed(string part, string other)
    {
        Assert.Contains(part, Mapping, StringComparison.Ordinal);
        return Mapping.Replace(part, other, StringComparison.Ordinal);
    }
}

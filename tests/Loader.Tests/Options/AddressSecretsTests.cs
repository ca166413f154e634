namespace Loader.Tests.Options;

/// <summary>What of an address from the environment is a secret.</summary>
public sealed class AddressSecretsTests
{
    [Theory]
    [InlineData("https://host.example/hooks/${WORD}/in", "https://host.example/hooks/[secret]/in")]
    [InlineData("https://host.example${PATH}", "https://host.example[secret]")]
    [InlineData("https://host.example/in?key=${WORD}", "https://host.example/in?key=[secret]")]
    [InlineData("https://host.example/in?${PAIRS}", "https://host.example/in?[secret]")]
    [InlineData("https://${HOST}/in", "https://host.example/in")]
    [InlineData("https://${HOST}/${WORD}", "https://host.example/[secret]")]
    [InlineData("${ADDRESS}", "https://host.example/collect/plain-words-of-a-path")]
    [InlineData("${WITH_KEYS}", "https://host.example/services/[secret]/in?token=[secret]&v=2")]
    [InlineData("${WITH_KEYS}/${WORD}", "https://host.example/services/[secret]/in?token=[secret]&v=2/[secret]")]
    [InlineData("https://host.example/${NOT:-default-value}", "https://host.example/default-value")]
    [InlineData("https://host.example/${TINY}/events", "https://host.example/v2/events")]
    [InlineData("s3://bucket/${WORD}", "s3://bucket/sesame")]
    [InlineData("${WORD}", "sesame")]
    public void It_is_hidden_from_then_on(string text, string shown)
    {
        var sections = new Sections
        {
            Environment =
            {
                ["WORD"] = "sesame",
                ["PATH"] = "/hooks/sesame",
                ["PAIRS"] = "key=sesame&v=2",
                ["HOST"] = "host.example",
                ["TINY"] = "v2",
                ["ADDRESS"] = "https://host.example/collect/plain-words-of-a-path",
                ["WITH_KEYS"] = "https://host.example/services/B00-0123456789abcdef/in?token=open-sesame&v=2",
            },
        };

        var value = sections.Read($"send: {{ a: \"{text}\" }}").Text("a", "")!;

        Assert.Equal(shown, sections.Secrets.Redact(value));
    }

    [Fact]
    public void It_is_hidden_as_an_address_encodes_it()
    {
        var sections = new Sections { Environment = { ["KEY"] = "a key/über" } };

        var value = sections.Read("send: { a: \"https://host.example/${KEY}/in\" }").Text("a", "")!;

        Assert.Equal("https://host.example/[secret]/in", sections.Secrets.Redact(new Uri(value).AbsoluteUri));
    }
}

using Loader.Mappings.Findings;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>Settings that no collector could be reached with, or that no event could leave under.</summary>
public sealed class SnowplowSettingsTests
{
    private readonly SnowplowContractTests shared = new();

    [Theory]
    [InlineData("endpoint", "https://c.example.com/?aid=x", "query string")]
    [InlineData("endpoint", "http://c.example.com", "readable")]
    [InlineData("endpoint", "c.example.com", "absolute")]
    [InlineData("cloudfront", "d3.cloudfront.net", "sub-domain")]
    [InlineData("cloudfront", "d3", "both given")]
    [InlineData("platform", "desktop", "platform")]
    [InlineData("namespace", "a:b", "refuses")]
    [InlineData("app_id", "LONG", "characters")]
    [InlineData("id_namespace", "x", "UUID")]
    [InlineData("bytes_per_request", "2 MB", "2000000 bytes")]
    [InlineData("bytes_per_event", "10", "10 bytes")]
    [InlineData("events_per_request", "0", "too small")]
    [InlineData("timestamp_unit", "seconds", "timestamp_unit")]
    public void A_wrong_setting_is_named(string setting, string value, string message)
    {
        var findings = new FindingList();
        (string, string)[] settings = [.. shared.GoodSettings.Where(good => good.Name != setting), (setting, value == "LONG" ? new string('a', 256) : value)];

        shared.Kind.Configure(Settings.Section(findings, setting == "cloudfront" && value != "d3" ? [(setting, value)] : settings));

        Assert.Contains(findings, finding => finding.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pixel_takes_no_POST_and_nothing_to_send_to_is_an_error()
    {
        var findings = new FindingList();

        Assert.Null(shared.Kind.Configure(Settings.Section(findings)));
        shared.Kind.Configure(Settings.Section(findings, ("cloudfront", "d3rkrsqld9gmqf"), ("method", "post")));

        Assert.Contains(findings, finding => finding.Message.Contains("needs 'endpoint'", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Message.Contains("GET only", StringComparison.Ordinal));
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Loader.Destinations;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The query that shows before the first row whether path, origin and key are right.</summary>
public sealed class NamelessProbeTests
{
    private readonly NamelessContractTests shared = new();

    [Fact]
    public void It_asks_as_Streaming_so_that_key_and_user_agent_are_checked_too()
    {
        var (body, headers) = Probe(shared.Destination);

        Assert.Equal("""{"event_name":"get_user_data","event_origin":"Streaming protocol"}""", body.ToJsonString());
        Assert.Equal("test-key", headers["X-Api-Key"]);
        Assert.Equal("Nameless Analytics - Streaming protocol", headers["User-Agent"]);
        Assert.Matches("^na_u=[A-Za-z0-9]{15}; na_s=[A-Za-z0-9]{15}_[A-Za-z0-9]{15}-[A-Za-z0-9]{15}$", headers["Cookie"]);
    }

    [Theory]
    [InlineData("event_origin", "Website")]
    [InlineData("protocol", "2025")]
    public void It_asks_as_Website_where_nothing_goes_as_Streaming_or_only_that_is_answered(string setting, string value)
    {
        var (body, headers) = Probe(shared.With((setting, value)));

        Assert.Equal("Website", (string)body["event_origin"]!);
        Assert.DoesNotContain("X-Api-Key", headers.Keys);
    }

    [Fact]
    public void The_seeds_payload_has_no_tag_to_ask() => Assert.Null(shared.With(("protocol", "seed")).Probe);

    [Theory]
    [InlineData(200, "🟢 Request claimed successfully")]
    [InlineData(403, "🔴 Invalid event_origin parameter value. Accepted values: Website")]
    [InlineData(403, "🔴 Invalid event_origin parameter value. Accepted values: Website.")]
    [InlineData(403, "🔴 Invalid event_origin parameter value. Accepted value: Website")]
    [InlineData(403, "🔴 Orphan event: user doesn't exist in Firestore. Trigger a page_view event first")]
    [InlineData(403, "🔴 User or session data not created to Firestore")]
    public void The_run_may_begin(int status, string text) =>
        Assert.Null(shared.Destination.ReadProbe(status, Encoding.UTF8.GetBytes(NamelessAnswerTests.Body(status, text))));

    [Theory]
    [InlineData("🔴 Request origin not authorized", "wrong_origin", "origin under to.nameless")]
    [InlineData("🔴 Request IP not authorized", "banned_address", "to.nameless")]
    [InlineData("🔴 Invalid API key", "wrong_api_key", "api_key under to.nameless")]
    [InlineData("🔴 Add API key for Streaming protocol is not enabled.", "unwanted_api_key", "leave api_key out")]
    [InlineData("🔴 Invalid User-Agent header value. Request from bot", "wrong_user_agent", "user_agent")]
    [InlineData("🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming Protocol", "wrong_event_origin", "event_origin")]
    [InlineData("🔴 User cookie not found. No cross-domain link decoration will be applied", "missing_cookie", "cookie_prefix")]
    [InlineData("🔴 Invalid cookie format", "invalid_cookie", "cookies")]
    public void The_run_must_not_begin(string text, string code, string hint)
    {
        var refusal = shared.Destination.ReadProbe(403, Encoding.UTF8.GetBytes(NamelessAnswerTests.Body(403, text)));

        Assert.Equal(code, refusal!.Code);
        Assert.Contains(hint, refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_cookies_the_tag_is_right_not_to_find_them() => Assert.Null(shared.With(("cookies", "none")).ReadProbe(
        403, Encoding.UTF8.GetBytes(NamelessAnswerTests.Body(403, "🔴 User cookie not found. No cross-domain link decoration will be applied"))));

    [Theory]
    [InlineData(200, "wrong_path")]
    [InlineData(204, "wrong_path")]
    [InlineData(302, "redirected")]
    [InlineData(400, "wrong_path")]
    [InlineData(401, "http_401")]
    [InlineData(403, "http_403")]
    [InlineData(404, "wrong_path")]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(503, null)]
    public void An_answer_that_is_not_the_tags_shows_a_wrong_path_unless_it_may_pass(int status, string? code) =>
        Assert.Equal(code, shared.Destination.ReadProbe(status, "<html></html>"u8)?.Code);

    private static (JsonNode Body, Dictionary<string, string> Headers) Probe(IDestination destination)
    {
        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };
        destination.AddressProbe(request);
        Assert.Equal(HttpMethod.Post, request.Method);
        return (JsonNode.Parse(destination.Probe!.Value.Span)!, Requests.Headers(request));
    }
}

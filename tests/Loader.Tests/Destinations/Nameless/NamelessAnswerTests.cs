using System.Text;
using Loader.Sending;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>What answers mean: the tag's by its own words, all others by whether the tag can have taken the event.</summary>
public sealed class NamelessAnswerTests
{
    private readonly NamelessContractTests shared = new();

    [Theory]
    [InlineData("""{"status_code":200,"response":"🟢 Request claimed successfully","data":{"event_name":"purchase"}}""")]
    [InlineData("""{"data":{"status_code":403,"deep":[{"a":[1,2]}]},"response":"🟢 Request claimed successfully","status_code":200}""")]
    [InlineData("""{ "status_code" : 200 }""")]
    [InlineData("\uFEFF{\"status_code\":200}")]
    [InlineData("""{"status_code":200,"response":"ðŸŸ¢ Request claimed successfully"}""")]
    public void Accepted_is_HTTP_200_and_the_tags_own_200(string body) => Assert.IsType<Answer.Accepted>(shared.Read(shared.Destination, 200, body));

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("null")]
    [InlineData("[200]")]
    [InlineData("{}")]
    [InlineData("""{"status":200}""")]
    [InlineData("""{"status_code":"200"}""")]
    [InlineData("""{"status_code":200.5}""")]
    [InlineData("""{"data":{"status_code":200}}""")]
    [InlineData("""{"status_co""")]
    [InlineData("""{"response":"🟢 Request claimed successfully"}""")]
    [InlineData("""{"status_code":403}""")]
    [InlineData("<html><body>{\"status_code\":200}</body></html>")]
    public void A_200_without_the_tags_own_words_proves_nothing(string body) => Assert.IsType<Answer.Unclear>(shared.Read(shared.Destination, 200, body));

    [Fact]
    public void An_error_around_the_tags_own_200_proves_nothing() =>
        Assert.IsType<Answer.Unclear>(shared.Read(shared.Destination, 500, """{"status_code":200}"""));

    [Theory]
    [InlineData("🔴 Invalid API key")]
    [InlineData("Invalid API key")]
    [InlineData("🔴 INVALID API KEY.")]
    [InlineData("ð\u009F\u0094´ Invalid API key")]
    [InlineData("ðŸ”´ Invalid API key")]
    [InlineData("??? Invalid API key")]
    public void A_text_is_known_whatever_became_of_its_circle_and_case(string text)
    {
        var stop = Assert.IsType<Answer.StopRun>(Refuse(403, text));

        Assert.Equal("wrong_api_key", stop.Code);
        Assert.StartsWith("invalid api key", stop.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("api_key under to.nameless", stop.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("🔴 Request origin not authorized", "wrong_origin")]
    [InlineData("🔴 Request IP not authorized", "banned_address")]
    [InlineData("🔴 Request method not correct", "wrong_method")]
    [InlineData("🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming Protocol", "wrong_event_origin")]
    [InlineData("🔴 Missing User-Agent header. Request from bot", "wrong_user_agent")]
    [InlineData("🔴 Invalid User-Agent header value. Request from bot", "wrong_user_agent")]
    [InlineData("🔴 Add API key for Streaming protocol is not enabled.", "unwanted_api_key")]
    [InlineData("🔴 The request endpoint is not correct", "wrong_path")]
    [InlineData("🔴 The request origin is not authorized", "wrong_origin")]
    [InlineData("🔴 The request origin is not allowed", "wrong_origin")]
    public void Wrong_settings_stop_the_run(string text, string code) => Assert.Equal(code, Assert.IsType<Answer.StopRun>(Refuse(403, text)).Code);

    [Theory]
    [InlineData("🔴 Invalid event_name. Can't send page_view from Streaming protocol", "invalid_event_name")]
    [InlineData("🔴 Missing required parameters: page_date", "missing_parameters")]
    [InlineData("🔴 Orphan event: missing user cookie. Trigger a page_view event first to create a new user and a new session", "orphan_event_user_cookie")]
    [InlineData("🔴 Orphan event: missing session cookie. Trigger a page_view event first to create a new session", "orphan_event_session_cookie")]
    [InlineData("🔴 Invalid cookie format", "invalid_cookie")]
    [InlineData("🔴 Orphan event: user doesn't exist in Firestore. Trigger a page_view event first to create a new user and a new session", "orphan_event_user")]
    [InlineData("🔴 Orphan event: session doesn't exist in Firestore. Trigger a page_view event first to create a new session", "orphan_event_session")]
    [InlineData("🔴 Something that a newer tag says", "tag_403")]
    [InlineData("", "tag_403")]
    public void A_bad_event_fails_by_itself(string text, string code) => Assert.Equal(code, Assert.IsType<Answer.Refused>(Refuse(403, text)).Code);

    [Theory]
    [InlineData("🔴 Missing event parameters: event_id", "missing_parameters")]
    [InlineData("🔴 Streaming protocol orphan event. Trigger a page_view event from website first to create a new user and a new session.", "orphan_event_user")]
    [InlineData("🔴 Streaming protocol orphan event. Trigger a page_view event from website first to create a new session.", "orphan_event_session")]
    [InlineData("🔴 Website orphan event. Trigger a page_view event first to create a new session.", "orphan_event_session")]
    [InlineData("🔴 Orphan event. Trigger a page_view event first to create a new user and a new session.", "orphan_event_user")]
    [InlineData("🔴 Empty or bad formatted request body", "bad_body")]
    [InlineData("🔴 Something else", "tag_500")]
    public void Tags_of_2025_refuse_with_500(string text, string code)
    {
        var answer = shared.Read(shared.With(("protocol", "2025")), 500, Body(500, text));

        Assert.Equal(code, Assert.IsType<Answer.Refused>(answer).Code);
    }

    [Theory]
    [InlineData("created to")]
    [InlineData("added to")]
    [InlineData("updated to")]
    [InlineData("updated in")]
    public void A_storage_fault_may_pass(string what)
    {
        var again = Assert.IsType<Answer.TryAgain>(Refuse(403, $"🔴 User or session data not {what} Firestore"));

        Assert.Equal("storage_failed", again.Code);
        Assert.False(again.SlowsEverybody);
    }

    [Fact]
    public void An_unknown_fault_of_the_newest_tag_may_pass() =>
        Assert.IsType<Answer.TryAgain>(shared.Read(shared.Destination, 500, Body(500, "out of memory")));

    [Theory]
    [InlineData(200, nameof(Answer.Unclear))]
    [InlineData(204, nameof(Answer.Unclear))]
    [InlineData(301, nameof(Answer.StopRun))]
    [InlineData(308, nameof(Answer.StopRun))]
    [InlineData(400, nameof(Answer.Refused))]
    [InlineData(401, nameof(Answer.StopRun))]
    [InlineData(403, nameof(Answer.Refused))]
    [InlineData(404, nameof(Answer.StopRun))]
    [InlineData(405, nameof(Answer.StopRun))]
    [InlineData(407, nameof(Answer.StopRun))]
    [InlineData(408, nameof(Answer.TryAgain))]
    [InlineData(413, nameof(Answer.Refused))]
    [InlineData(429, nameof(Answer.TryAgain))]
    [InlineData(500, nameof(Answer.TryAgain))]
    [InlineData(502, nameof(Answer.TryAgain))]
    [InlineData(503, nameof(Answer.TryAgain))]
    [InlineData(504, nameof(Answer.Unclear))]
    [InlineData(520, nameof(Answer.Unclear))]
    [InlineData(521, nameof(Answer.TryAgain))]
    [InlineData(524, nameof(Answer.Unclear))]
    public void What_is_not_the_tags_answer_is_judged_by_whether_the_tag_can_have_taken_it(int status, string meaning) =>
        Assert.Equal(meaning, shared.Read(shared.Destination, status, "<html></html>").GetType().Name);

    [Fact]
    public void A_redirect_names_where_it_leads()
    {
        using var response = new HttpResponseMessage();
        response.Headers.Location = new("https://other.example.com/tm/nameless");

        var stop = Assert.IsType<Answer.StopRun>(shared.Destination.Protocol.Read(302, response.Headers, [], [], []));

        Assert.Contains("https://other.example.com/tm/nameless", stop.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_do_no_harm() =>
        Assert.IsType<Answer.Refused>(shared.Read(shared.Destination, 403, [.. "{\"status_code\":403,\"response\":\""u8, 0xFF, 0xFE, .. "\"}"u8]));

    [Fact]
    public void An_accepted_answer_is_read_without_allocating()
    {
        var body = Encoding.UTF8.GetBytes("""{"status_code":200,"response":"🟢 Request claimed successfully","data":{"event_name":"purchase"}}""");
        using var response = new HttpResponseMessage();
        var (protocol, headers) = (shared.Destination.Protocol, response.Headers);
        for (var i = 0; i < 50; i++) protocol.Read(200, headers, body, [], []);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = protocol.Read(200, headers, body, [], []);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsType<Answer.Accepted>(answer);
        Assert.Equal(0, allocated);
    }

    private Answer Refuse(int status, string text) => shared.Read(shared.Destination, status, Body(status, text));

    internal static string Body(int status, string text) =>
        new System.Text.Json.Nodes.JsonObject
        {
            ["status_code"] = status,
            ["response"] = text,
            ["data"] = new System.Text.Json.Nodes.JsonObject(),
        }.ToJsonString();
}

using System.Text.Json.Nodes;
using Loader.Destinations;
using Loader.Destinations.Nameless;
using Loader.Mappings.Rows;
using Loader.Sending;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>What was recorded with the real tag: our reading of its answers, and our requests beside those it took.</summary>
public sealed class NamelessVectorTests
{
    private readonly NamelessContractTests shared = new();

    public static TheoryData<string, string> Answers => new()
    {
        { "ok-website-pageview-chosen-ids", "accepted" },
        { "ok-streaming-event", "accepted" },
        { "website-pageview-no-cookies-new-ids", "accepted" },
        { "seed-payload-2026-06", "stop wrong_event_origin" },
        { "seed-payload-2026-06-origin-ua-key-fixed", "refused missing_parameters" },
        { "err-event-origin-docs-casing", "stop wrong_event_origin" },
        { "err-ua-missing", "stop wrong_user_agent" },
        { "err-ua-bot-website", "stop wrong_user_agent" },
        { "err-api-key-wrong", "stop wrong_api_key" },
        { "err-api-key-sent-but-off", "stop unwanted_api_key" },
        { "err-pageview-streaming", "refused invalid_event_name" },
        { "err-missing-fields-all", "refused missing_parameters" },
        { "err-cookie-format-session", "refused invalid_cookie" },
        { "err-streaming-unknown-user", "refused orphan_event_user" },
        { "err-streaming-unknown-session", "refused orphan_event_session" },
        { "err-streaming-no-cookies", "refused orphan_event_user" },
        { "err-origin-foreign", "stop wrong_origin" },
        { "err-wrong-path", "refused http_400" },
        { "err-no-body", "refused http_400" },
        { "lost-top-level-job-id", "accepted" },
        { "dup-same-event-twice", "accepted" },
        { "unchecked-full-ids", "accepted" },
    };

    [Fact]
    public void Every_recorded_answer_is_in_the_table() =>
        Assert.Equal(Vectors.Ids.Order(StringComparer.Ordinal), Answers.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_of_the_real_tag_means(string id, string meaning)
    {
        var answer = shared.Read(shared.Destination, Vectors.Status(id), Vectors.Answer(id) ?? "");

        Assert.Equal(meaning, Say(answer));
    }

    [Fact]
    public void A_streaming_event_leaves_as_the_request_the_tag_took()
    {
        var (headers, body) = Leave(
            Recorded("purchase", 1_704_164_645_678, 1_704_164_644_678).Constant("event_data.event_type", "event"),
            shared.With(("job_id", "job-0001")));

        AssertSame(Vectors.Vector("ok-streaming-event")["request"]!, headers, body);
    }

    [Fact]
    public void A_page_view_leaves_as_the_request_that_opened_a_session()
    {
        var (headers, body) = Leave(Recorded("page_view", 1_704_164_640_000, 1_704_164_639_000), shared.With(("job_id", "job-0001")));

        AssertSame(Vectors.Prelude("pageview"), headers, body);
    }

    [Fact]
    public void Long_ids_leave_short_since_the_server_puts_the_session_in_front_again()
    {
        var vector = Vectors.Vector("unchecked-full-ids")["request"]!["json"]!;
        var row = Recorded("purchase", 1_704_164_645_678, 1_704_164_644_678)
            .Slot("page_id", (string)vector["page_id"]!)
            .Slot("event_id", (string)vector["event_id"]!);

        var (headers, body) = Leave(row, shared.With(("job_id", "job-0001")));

        AssertSame(Vectors.Vector("ok-streaming-event")["request"]!, headers, body);
    }

    [Fact]
    public void A_top_level_job_id_which_the_tag_takes_and_the_table_loses_is_found_before_the_first_row()
    {
        var finding = Assert.Single(shared.Findings(NamelessContractTests.Event().Constant("job_id", "job-0001")));

        Assert.Equal(NamelessCodes.UnknownField, finding.Code);
        Assert.Contains("to.nameless", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_seed_payload_leaves_field_for_field_as_the_script_sent_it()
    {
        var row = new ShapeBuilder()
            .Constant("event_name", "purchase")
            .Slot("event_timestamp", Value.OfTime(1_704_164_645, 678_000_000))
            .Slot("client_id", "iURYgLE478F7TZU")
            .Slot("session_id", "iURYgLE478F7TZU_vh5IxJjEiYxKOhh")
            .Slot("page_id", "A4adxB8qx2tZy")
            .Slot("event_id", "A4adxB8qx2tZy_0123456789abcdef");

        var (headers, body) = Leave(row, shared.With(("protocol", "seed"), ("job_id", "0123456789abcdef"), ("preview_header", "x"), ("api_key", "")));

        var recorded = Vectors.Vector("seed-payload-2026-06")["request"]!;
        Assert.True(JsonNode.DeepEquals(recorded["json"], body), body.ToJsonString());
        Assert.Equal(recorded["json"]!.AsObject().Select(member => member.Key), body.AsObject().Select(member => member.Key));
        Assert.Equal("x", headers["X-Gtm-Server-Preview"]);
        Assert.Equal("https://example.com", headers["Origin"]);
        Assert.DoesNotContain("Cookie", headers.Keys);
    }

    private static ShapeBuilder Recorded(string name, long milliseconds, long pageLoad) => new ShapeBuilder(keepNulls: true)
        .Constant("event_name", name)
        .Slot("event_timestamp", Value.Of(milliseconds))
        .Slot("client_id", NamelessContractTests.Client)
        .Slot("session_id", NamelessContractTests.Session)
        .Slot("page_id", NamelessContractTests.Page)
        .Slot("event_id", "BackfillPage001_BackfillEvnt001")
        .Constant("page_data.page_title", "Checkout")
        .Constant("page_data.page_hostname", "example.com")
        .Constant("page_data.page_path", "/checkout")
        .Slot("page_data.page_load_timestamp", Value.Of(pageLoad))
        .Constant("event_data.source", "google")
        .Constant("event_data.campaign", Value.Null);

    private (Dictionary<string, string> Headers, JsonNode Body) Leave(ShapeBuilder row, IDestination destination)
    {
        var (packing, body, note, _) = shared.Pack(row, destination);
        Assert.IsType<Packing.Ready>(packing);
        return (Requests.Headers(destination, note), JsonNode.Parse(body)!);
    }

    private static void AssertSame(JsonNode recorded, Dictionary<string, string> headers, JsonNode body)
    {
        Assert.True(JsonNode.DeepEquals(recorded["json"], body), body.ToJsonString());
        Assert.Equal(
            recorded["headers"]!.AsObject().Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal),
            headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
    }

    private static string Say(Answer answer) => answer switch
    {
        Answer.Accepted => "accepted",
        Answer.Refused refused => "refused " + refused.Code,
        Answer.StopRun stop => "stop " + stop.Code,
        _ => answer.GetType().Name,
    };
}

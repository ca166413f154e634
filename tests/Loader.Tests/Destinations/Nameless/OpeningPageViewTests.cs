using System.Text;
using System.Text.Json.Nodes;
using Loader.Mappings.Rows;
using Loader.Sending;

namespace Loader.Tests.Destinations.Nameless;

/// <summary><c>page_view: ensure</c>: the page view that opens a session the tag does not know.</summary>
public sealed class OpeningPageViewTests
{
    private const string UnknownUser =
        "🔴 Orphan event: user doesn't exist in Firestore. Trigger a page_view event first to create a new user and a new session";
    private const string UnknownSession = "🔴 Orphan event: session doesn't exist in Firestore. Trigger a page_view event first to create a new session";

    private readonly NamelessContractTests shared = new();

    [Theory]
    [InlineData(UnknownUser, "orphan_event_user")]
    [InlineData(UnknownSession, "orphan_event_session")]
    public void An_orphan_event_asks_for_its_page_view_first(string text, string code)
    {
        var (first, note) = Ensure(NamelessContractTests.Event(), text);

        Assert.Equal(code, first.Code);
        var headers = Requests.Headers(Ensuring, first.Note);
        Assert.Equal(Requests.Headers(Ensuring, note)["Cookie"], headers["Cookie"]);
        Assert.StartsWith("Mozilla/5.0", headers["User-Agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("X-Api-Key", headers.Keys);
    }

    [Fact]
    public void It_says_of_the_event_what_belongs_to_the_page_and_nothing_of_its_own()
    {
        var row = NamelessContractTests.Event()
            .Constant("page_data.page_path", "/über")
            .Slot("page_data.page_load_timestamp", Value.Of(1_704_153_599_000))
            .Constant("event_data.browser_name", "Chrome")
            .Constant("event_data.order_id", "A1")
            .Constant("session_data.user_id", "u1")
            .Constant("consent_data.ad_storage", "Granted")
            .Constant("ecommerce.value", Value.Of(12.50m))
            .Constant("datalayer.x", "y");

        var json = JsonNode.Parse(Ensure(row, UnknownUser).First.Body.Span)!;

        Assert.Equal("page_view", (string)json["event_name"]!);
        Assert.Equal("Website", (string)json["event_origin"]!);
        Assert.Equal(1_704_153_599_000, (long)json["event_timestamp"]!);
        Assert.Equal("2024-01-01", (string)json["event_date"]!);
        Assert.Equal("2024-01-01", (string)json["page_date"]!);
        Assert.Equal("BackfillPage001", (string)json["page_id"]!);
        Assert.Matches("^BackfillPage001_[A-Za-z0-9]{15}$", (string)json["event_id"]!);
        Assert.Equal("/über", (string)json["page_data"]!["page_path"]!);
        Assert.Equal(
            ["event_type", "made_by", "job_id", "source", "campaign", "campaign_id", "campaign_click_id", "campaign_term", "campaign_content", "browser_name"],
            json["event_data"]!.AsObject().Select(member => member.Key));
        Assert.Equal("google", (string)json["event_data"]!["source"]!);
        Assert.Equal("u1", (string)json["session_data"]!["user_id"]!);
        Assert.Equal("Granted", (string)json["consent_data"]!["ad_storage"]!);
        Assert.Equal("{}", json["gtm_data"]!.ToJsonString());
        Assert.False(json.AsObject().ContainsKey("ecommerce"));
        Assert.False(json.AsObject().ContainsKey("datalayer"));
    }

    [Fact]
    public void An_event_of_any_depth_has_one()
    {
        var deep = Value.Of(1L);
        for (var i = 0; i < 200; i++) deep = Value.Of((IReadOnlyList<Value>)[deep]);

        Assert.NotEmpty(Ensure(NamelessContractTests.Event().Slot("event_data.deep", deep).Slot("user_data.deep", deep), UnknownUser).First.Body.ToArray());
    }

    [Fact]
    public void It_never_lies_after_the_event()
    {
        var row = NamelessContractTests.Event().Slot("page_data.page_load_timestamp", Value.Of(NamelessContractTests.Milliseconds + 5_000));

        Assert.Equal(NamelessContractTests.Milliseconds, (long)JsonNode.Parse(Ensure(row, UnknownUser).First.Body.Span)!["event_timestamp"]!);
    }

    [Fact]
    public void It_is_the_same_each_time_and_for_every_event_of_the_page()
    {
        var first = Ensure(NamelessContractTests.Event(), UnknownUser).First;
        var again = Ensure(NamelessContractTests.Event().Constant("event_name", "refund"), UnknownUser).First;

        Assert.Equal(Encoding.UTF8.GetString(first.Body.Span), Encoding.UTF8.GetString(again.Body.Span));
    }

    [Fact]
    public void Without_being_asked_for_an_orphan_is_refused() =>
        Assert.IsType<Answer.Refused>(shared.Read(shared.Destination, 403, NamelessAnswerTests.Body(403, UnknownUser)));

    [Fact]
    public void A_page_view_asks_for_no_other()
    {
        var (_, body, note, _) = shared.Pack(NamelessContractTests.Event().Constant("event_name", "page_view"), Ensuring);

        Assert.IsType<Answer.Refused>(Read(body, note, UnknownUser));
    }

    private Loader.Destinations.IDestination Ensuring => shared.With(("page_view", "ensure"));

    private (Answer.FirstSend First, byte[] Note) Ensure(ShapeBuilder row, string text)
    {
        var (_, body, note, _) = shared.Pack(row, Ensuring);
        return (Assert.IsType<Answer.FirstSend>(Read(body, note, text)), note);
    }

    private Answer Read(byte[] body, byte[] note, string text)
    {
        using var response = new HttpResponseMessage();
        return Ensuring.Protocol.Read(403, response.Headers, Encoding.UTF8.GetBytes(NamelessAnswerTests.Body(403, text)), [body], [note]);
    }
}

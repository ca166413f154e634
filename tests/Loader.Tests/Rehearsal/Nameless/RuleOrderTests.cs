using Loader.Rehearsal.Nameless;

namespace Loader.Tests.Rehearsal.Nameless;

/// <summary>Rules 0 to 18 of the tag of 2026-06-01: each text, and which rule comes before which.</summary>
public sealed class RuleOrderTests
{
    private const string Orphan = "Trigger a page_view event first to create a new";

    private static readonly Dictionary<string, (NamelessCall Call, string Text)> Table = new(StringComparer.Ordinal)
    {
        ["2 foreign origin"] = (NamelessCall.Purchase().Header("Origin", "https://evil.test"), "🔴 Request origin not authorized"),
        ["2 no origin"] = (NamelessCall.Purchase().Header("Origin", null), "🔴 Request origin not authorized"),
        ["4 method"] = (NamelessCall.Purchase().By("PUT"), "🔴 Request method not correct"),
        ["7 no origin"] =
            (NamelessCall.Purchase().Field("event_origin", null), "🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming protocol"),
        ["7 docs' spelling"] =
            (NamelessCall.Purchase().Field("event_origin", "\"Streaming Protocol\""), "🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming protocol"),
        ["8 no agent"] = (NamelessCall.Purchase().Header("User-Agent", null), "🔴 Missing User-Agent header. Request from bot"),
        ["9 browser"] = (NamelessCall.Purchase().Header("User-Agent", NamelessCall.Browser), "🔴 Invalid User-Agent header value. Request from bot"),
        ["10 robot"] =
            (NamelessCall.PageView().Header("User-Agent", "Mozilla/5.0 (compatible; SomeBot/1.0)"), "🔴 Invalid User-Agent header value. Request from bot"),
        ["10 library"] = (NamelessCall.PageView().Header("User-Agent", "okhttp/4.9"), "🔴 Invalid User-Agent header value. Request from bot"),
        ["11 wrong key"] = (NamelessCall.Purchase().Header("X-Api-Key", "wrong-key"), "🔴 Invalid API key"),
        ["11 no key"] = (NamelessCall.Purchase().Header("X-Api-Key", null), "🔴 Invalid API key"),
        ["12 page view"] =
            (NamelessCall.Purchase().Field("event_name", "\"page_view\""), "🔴 Invalid event_name. Can't send page_view from Streaming protocol"),
        ["13 one missing"] = (NamelessCall.Purchase().Field("event_id", null), "🔴 Missing required parameters: event_id"),
        ["13 empty text"] = (NamelessCall.Purchase().Field("page_id", "\"\""), "🔴 Missing required parameters: page_id"),
        ["13 null"] = (NamelessCall.Purchase().Field("event_date", "null"), "🔴 Missing required parameters: event_date"),
        ["13 zero"] = (NamelessCall.Purchase().Field("event_timestamp", "0"), "🔴 Missing required parameters: event_timestamp"),
        ["13 empty objects"] =
            (NamelessCall.Purchase().Field("event_data", "{}").Field("page_data", "{ }"), "🔴 Missing required parameters: page_data, event_data"),
        ["13 lists"] = (NamelessCall.Purchase().Field("event_data", "[]").Field("page_data", "[]"), "🔴 Missing required parameters: page_data, event_data"),
        ["14 no user cookie"] = (NamelessCall.PageView()
            .Field("event_name", "\"scroll\"")
            .Header("Cookie", "na_s=x"), $"🔴 Orphan event: missing user cookie. {Orphan} user and a new session"),
        ["15 no session cookie"] = (NamelessCall.PageView()
            .Field("event_name", "\"scroll\"")
            .Header("Cookie", "na_u=RehearsalUser01"), $"🔴 Orphan event: missing session cookie. {Orphan} session"),
        ["16 user cookie"] = (NamelessCall.Purchase().Cookie("RehearsalUser-1", "RehearsalSess01"), "🔴 Invalid cookie format"),
        ["16 page part"] = (NamelessCall.Purchase().Cookie("RehearsalUser01", "RehearsalSess01", "13characters1"), "🔴 Invalid cookie format"),
        ["17 unknown user"] =
            (NamelessCall.Purchase().Cookie("RehearsalUser99", "RehearsalSess01"), $"🔴 Orphan event: user doesn't exist in Firestore. {Orphan} user and a new session"),
        ["18 unknown session"] =
            (NamelessCall.Purchase().Cookie("RehearsalUser01", "RehearsalSess99"), $"🔴 Orphan event: session doesn't exist in Firestore. {Orphan} session"),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refusal_is_403_twice_and_has_the_tags_words(string name)
    {
        var (call, text) = Table[name];
        await using var stage = await Stage.OpenAsync();
        await stage.SendAsync(NamelessCall.PageView());

        var reply = await stage.SendAsync(call);

        Assert.Equal((403, 403, text), (reply.Status, reply.Json.GetProperty("status_code").GetInt32(), reply.Text));
        Assert.Equal(1, stage.Received.Refusals[text]);
        Assert.Equal(1, stage.Received.Accepted);
    }

    [Fact]
    public async Task Refusals_tell_the_events_name_only_and_orphans_the_whole_event()
    {
        await using var stage = await Stage.OpenAsync();

        var wrongKey = await stage.SendAsync(NamelessCall.Purchase().Header("X-Api-Key", "wrong"));
        var nameless = await stage.SendAsync(NamelessCall.Purchase().Field("event_name", null));
        var orphan = await stage.SendAsync(NamelessCall.Purchase());

        Assert.Equal("""{"event_name":"purchase"}""", wrongKey.Data.GetRawText());
        Assert.Equal("{}", nameless.Data.GetRawText());
        Assert.Equal("RehearsalUser01_RehearsalSess01-RehearsalPage01", orphan.Data.GetProperty("page_id").GetString());
    }

    /// <summary>A request that breaks every rule at once; the rules answer from the top as it is repaired.</summary>
    [Fact]
    public async Task Each_rule_hides_those_below_it()
    {
        await using var stage = await Stage.OpenAsync();
        var call = NamelessCall.Purchase().Header("Origin", "https://evil.test").Field("event_origin", "\"Nowhere\"").Header("User-Agent", null)
            .Header("X-Api-Key", "wrong").Field("event_name", "\"page_view\"").Field("page_date", null).Header("Cookie", "na_u=short; na_s=short");
        call.By("PUT");
        var repairs = new Action[]
        {
            () => { },
            () => call.Header("Origin", "https://www.example.com"),
            () => call.By("POST"),
            () => call.Field("event_origin", "\"Streaming protocol\""),
            () => call.Header("User-Agent", "curl/8"),
            () => call.Header("User-Agent", NamelessCall.StreamingAgent),
            () => call.Header("X-Api-Key", NamelessCall.Key),
            () => call.Field("event_name", "\"purchase\""),
            () => call.Field("page_date", "\"2024-01-02\""),
            () => call.Cookie("RehearsalUser01", "RehearsalSess01"),
        };

        var texts = new List<string>();
        foreach (var repair in repairs)
        {
            repair();
            texts.Add((await stage.SendAsync(call)).Text);
        }

        Assert.Equal(
            [
                "🔴 Request origin not authorized",
                "🔴 Request method not correct",
                "🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming protocol",
                "🔴 Missing User-Agent header. Request from bot",
                "🔴 Invalid User-Agent header value. Request from bot",
                "🔴 Invalid API key",
                "🔴 Invalid event_name. Can't send page_view from Streaming protocol",
                "🔴 Missing required parameters: page_date",
                "🔴 Invalid cookie format",
                "🔴 Orphan event: user doesn't exist in Firestore. Trigger a page_view event first to create a new user and a new session",
            ],
            texts,
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_banned_address_is_refused_after_the_origin_and_before_the_method()
    {
        await using var stage = await Stage.OpenAsync(Stage.Strict with { BannedAddresses = ["127.0.0.1"] });
        var call = NamelessCall.Purchase().By("PUT");

        Assert.Equal("🔴 Request IP not authorized", (await stage.SendAsync(call)).Text);
        Assert.Equal("🔴 Request origin not authorized", (await stage.SendAsync(call.Header("Origin", "https://evil.test"))).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"event_name\":")]
    [InlineData("{} {}")]
    [InlineData("\uFEFF{}")]
    [InlineData("purchase=1")]
    public async Task A_body_that_is_not_JSON_is_nobodys_on_any_path(string body)
    {
        await using var stage = await Stage.OpenAsync();
        var call = NamelessCall.Purchase().To("/anywhere").Bytes(body);

        var reply = await stage.SendAsync(call);

        Assert.Equal((400, 0), (reply.Status, reply.Body.Length));
    }

    [Theory]
    [InlineData("/tm/Nameless")]
    [InlineData("/tm/nameless/")]
    [InlineData("/")]
    public async Task Another_path_is_not_claimed(string path)
    {
        await using var stage = await Stage.OpenAsync();

        Assert.Equal(400, (await stage.SendAsync(NamelessCall.PageView().To(path))).Status);
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.PageView().To("/tm/nameless?preview=1"))).Status);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("[{\"event_name\":\"purchase\",\"event_origin\":\"Website\"}]")]
    public async Task JSON_that_is_no_object_has_no_event_origin(string body)
    {
        await using var stage = await Stage.OpenAsync();
        var call = NamelessCall.Purchase().Bytes(body);

        Assert.StartsWith("🔴 Invalid event_origin", (await stage.SendAsync(call)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_without_a_key_wants_none()
    {
        await using var stage = await Stage.OpenAsync(Stage.Strict with { ApiKey = null });
        await stage.SendAsync(NamelessCall.PageView());

        Assert.Equal("🔴 Add API key for Streaming protocol is not enabled.", (await stage.SendAsync(NamelessCall.Purchase())).Text);
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.Purchase().Header("X-Api-Key", null))).Status);
    }

    [Fact]
    public async Task A_tag_without_a_list_of_domains_takes_any_and_none()
    {
        await using var stage = await Stage.OpenAsync(new NamelessTag { ApiKey = NamelessCall.Key });

        Assert.Equal(200, (await stage.SendAsync(NamelessCall.PageView().Header("Origin", null))).Status);
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.PageView().Header("Origin", "https://anything.test"))).Status);
    }

    [Fact]
    public async Task The_streaming_agent_may_be_written_in_any_case_and_bots_pass_where_nobody_minds()
    {
        await using var stage = await Stage.OpenAsync(Stage.Strict with { BotProtection = false });

        Assert.Equal(200, (await stage.SendAsync(NamelessCall.PageView().Header("User-Agent", "python-requests/2.32"))).Status);
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.Purchase().Header("User-Agent", "nameless analytics - streaming PROTOCOL"))).Status);
    }
}

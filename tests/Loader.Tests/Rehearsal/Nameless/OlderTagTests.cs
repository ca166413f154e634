using Loader.Rehearsal.Nameless;

namespace Loader.Tests.Rehearsal.Nameless;

/// <summary>The tag of 2025-09-25 and the lenient one of the time of the first script.</summary>
public sealed class OlderTagTests
{
    private const string SeedBody = """
        {"event_date":"2024-01-02","event_datetime":"2024-01-02T03:04:05.678000","event_timestamp":1704164645678,"processing_event_timestamp":null,
         "event_origin":"Measurement Protocol","job_id":"0123456789abcdef","client_id":"iURYgLE478F7TZU","session_id":"iURYgLE478F7TZU_vh5IxJjEiYxKOhh",
         "event_name":"purchase","event_id":"A4adxB8qx2tZy_0123456789abcdef","event_data":{"page_id":"A4adxB8qx2tZy"},"user_data":{},"session_data":{}}
        """;

    private static readonly NamelessTag September = Stage.Strict with { Version = TagVersion.Tag202509 };
    private static readonly NamelessTag Seed = Stage.Strict with { Version = TagVersion.Seed };

    [Fact]
    public async Task The_first_scripts_payload_passes_the_lenient_tag_and_no_real_one()
    {
        await using var lenient = await Stage.OpenAsync(Seed);
        await using var september = await Stage.OpenAsync(September);
        await using var newest = await Stage.OpenAsync();
        const string refusal = "🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming protocol";

        var taken = await lenient.SendAsync(Call(SeedBody));
        var refused = await september.SendAsync(Call(SeedBody));

        Assert.Equal((200, "🟢 Request claimed succesfully"), (taken.Status, taken.Text));
        Assert.Equal("iURYgLE478F7TZU_vh5IxJjEiYxKOhh-A4adxB8qx2tZy_0123456789abcdef", taken.Data.GetProperty("event_id").GetString());
        Assert.Empty(lenient.Received.Lost);
        Assert.Equal((500, refusal), (refused.Status, refused.Text));
        Assert.False(refused.Json.TryGetProperty("data", out _));
        Assert.Equal((403, refusal), ((await newest.SendAsync(Call(SeedBody))) is var reply ? (reply.Status, reply.Text) : default));
    }

    [Fact]
    public async Task The_streaming_origin_passes_the_tag_of_2025_once_a_page_view_has_opened_the_session()
    {
        await using var stage = await Stage.OpenAsync(September);

        var orphan = await stage.SendAsync(Call(Streaming()));
        var opened = await stage.SendAsync(Call(PageView("vh5IxJjEiYxKOhh"), "vh5IxJjEiYxKOhh"));
        var taken = await stage.SendAsync(Call(Streaming()));

        Assert.Equal("🔴 Streaming protocol orphan event. Trigger a page_view event from website first to create a new user and a new session.", orphan.Text);
        Assert.Equal((200, 200), (opened.Status, taken.Status));
        Assert.Equal("iURYgLE478F7TZU_vh5IxJjEiYxKOhh-A4adxB8qx2tZy", taken.Data.GetProperty("event_data").GetProperty("page_id").GetString());
        Assert.Equal(1, taken.Data.GetProperty("session_data").GetProperty("session_number").GetInt32());
    }

    [Fact]
    public async Task The_tag_of_2025_takes_streaming_events_of_the_latest_session_only()
    {
        await using var stage = await Stage.OpenAsync(September);
        await stage.SendAsync(Call(PageView("vh5IxJjEiYxKOhh"), "vh5IxJjEiYxKOhh"));
        await stage.SendAsync(Call(PageView("SecondSession15"), "SecondSession15"));

        var reply = await stage.SendAsync(Call(Streaming()));

        Assert.Equal("🔴 Streaming protocol orphan event. Trigger a page_view event from website first to create a new session.", reply.Text);
    }

    [Fact]
    public async Task Missing_fields_come_before_a_wrong_origin_and_in_the_older_order()
    {
        await using var stage = await Stage.OpenAsync(September);

        var streaming = await stage.SendAsync(Call("""{"event_origin":"Streaming protocol","event_data":{}}"""));
        var nothing = await stage.SendAsync(Call("{}"));

        Assert.Equal(
            "🔴 Missing event parameters: event_date, event_name, event_timestamp, client_id, session_id, user_data, session_data, page_id, event_id",
            streaming.Text);
        Assert.Equal(
            "🔴 Missing event parameters: event_origin, event_date, event_name, event_timestamp, user_data, session_data, event_data", nothing.Text);
    }

    [Fact]
    public async Task Website_events_need_cookies_and_the_query_needs_the_website()
    {
        await using var stage = await Stage.OpenAsync(September);
        var scroll = PageView("x").Replace("page_view", "scroll", StringComparison.Ordinal);

        Assert.StartsWith("🔴 Website orphan event.", (await stage.SendAsync(Call(scroll))).Text, StringComparison.Ordinal);
        Assert.EndsWith("a new session.", (await stage.SendAsync(Call(scroll).Header("Cookie", "nameless_analytics_user=u"))).Text, StringComparison.Ordinal);
        Assert.Equal(
            "🔴 Invalid event_origin parameter value. Accepted value: Website",
            (await stage.SendAsync(Call("""{"event_name":"get_user_data","event_origin":"Streaming protocol"}"""))).Text);
        Assert.Equal(200, (await stage.SendAsync(Call("""{"event_name":"get_user_data","event_origin":"Website"}"""))).Status);
    }

    [Fact]
    public async Task Older_tags_answer_for_a_wrong_path_themselves()
    {
        await using var stage = await Stage.OpenAsync(September);

        var reply = await stage.SendAsync(Call("{}").To("/elsewhere"));

        Assert.Equal((500, "🔴 The request endpoint is not correct"), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task The_lenient_tag_names_what_the_first_script_must_send()
    {
        await using var stage = await Stage.OpenAsync(Seed);

        Assert.Equal(
            "🔴 Missing event parameters: event_origin, event_date, event_name, event_timestamp, client_id, session_id, event_data",
            (await stage.SendAsync(Call("{}"))).Text);
    }

    private static NamelessCall Call(string body, string? session = null)
    {
        var call = NamelessCall.Purchase().Header("Cookie", null).Bytes(body);
        return session is null
            ? call
            : call.Header("Cookie", $"nameless_analytics_user=iURYgLE478F7TZU; nameless_analytics_session=iURYgLE478F7TZU_{session}-A4adxB8qx2tZy00");
    }

    private static string Streaming() => SeedBody.Replace("Measurement Protocol", "Streaming protocol", StringComparison.Ordinal);

    private static string PageView(string session) => SeedBody.Replace("Measurement Protocol", "Website", StringComparison.Ordinal)
        .Replace("purchase", "page_view", StringComparison.Ordinal).Replace("vh5IxJjEiYxKOhh", session, StringComparison.Ordinal);
}

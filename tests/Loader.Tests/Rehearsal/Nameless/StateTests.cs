namespace Loader.Tests.Rehearsal.Nameless;

/// <summary>What the newest tag remembers of users and sessions.</summary>
public sealed class StateTests
{
    private const string User = "RehearsalUser01";
    private const long Hour = 3_600_000;

    [Fact]
    public async Task Seven_page_views_one_after_another_make_seven_sessions_that_all_take_events()
    {
        await using var stage = await Stage.OpenAsync();

        var numbers = new List<long>();
        for (var i = 1; i <= 7; i++)
        {
            var reply = await stage.SendAsync(NamelessCall.PageView(User, Session(i), NamelessCall.Noon + (i * Hour)));
            numbers.Add(reply.Data.GetProperty("session_data").GetProperty("session_number").GetInt64());
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], numbers);
        for (var i = 1; i <= 7; i++)
        {
            var reply = await stage.SendAsync(NamelessCall.Purchase(User, Session(i), NamelessCall.Noon + (i * Hour) + 1));
            Assert.Equal((200, i), (reply.Status, reply.Data.GetProperty("session_data").GetProperty("session_number").GetInt32()));
        }
    }

    [Fact]
    public async Task An_older_session_that_comes_later_gets_the_higher_number_and_moves_the_last_session_back()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.SendAsync(NamelessCall.PageView(User, Session(2), NamelessCall.Noon));

        var older = await stage.SendAsync(NamelessCall.PageView(User, Session(1), NamelessCall.Noon - Hour));

        Assert.Equal(2, older.Data.GetProperty("session_data").GetProperty("session_number").GetInt32());
        var after = await stage.SendAsync(NamelessCall.Purchase(User, Session(2)));
        Assert.Equal(NamelessCall.Noon - Hour, after.Data.GetProperty("user_data").GetProperty("user_last_session_timestamp").GetInt64());
        Assert.Equal(NamelessCall.Noon, after.Data.GetProperty("user_data").GetProperty("user_first_session_timestamp").GetInt64());
        Assert.Equal(1, stage.Received.OutOfOrder);
    }

    [Fact]
    public async Task A_late_event_moves_the_sessions_end_back_and_is_counted()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.SendAsync(NamelessCall.PageView());
        await stage.SendAsync(NamelessCall.Purchase(at: NamelessCall.Noon + 5000));

        var late = await stage.SendAsync(NamelessCall.Purchase(at: NamelessCall.Noon + 2000));
        await stage.SendAsync(NamelessCall.Purchase(at: NamelessCall.Noon + 2000));

        Assert.Equal(NamelessCall.Noon + 2000, late.Data.GetProperty("session_data").GetProperty("session_end_timestamp").GetInt64());
        Assert.Equal(2, stage.Received.OutOfOrder);
    }

    [Fact]
    public async Task The_page_view_that_creates_is_believed_and_later_events_are_not()
    {
        await using var stage = await Stage.OpenAsync();
        var opening = NamelessCall.PageView().Field("session_data.session_number", "12").Field("user_data.user_first_session_timestamp", "1600000000000")
            .Field("user_data.loyalty", "\"gold\"");

        var created = await stage.SendAsync(opening);
        var later = await stage.SendAsync(NamelessCall.Purchase().Field("session_data.session_number", "99"));
        var next = await stage.SendAsync(NamelessCall.PageView(User, Session(2), NamelessCall.Noon + Hour));

        Assert.Equal(12, created.Data.GetProperty("session_data").GetProperty("session_number").GetInt32());
        Assert.Equal("gold", created.Data.GetProperty("user_data").GetProperty("loyalty").GetString());
        Assert.Equal(12, later.Data.GetProperty("session_data").GetProperty("session_number").GetInt32());
        Assert.Equal(1_600_000_000_000, later.Data.GetProperty("user_data").GetProperty("user_first_session_timestamp").GetInt64());
        Assert.Equal(13, next.Data.GetProperty("session_data").GetProperty("session_number").GetInt32());
    }

    [Fact]
    public async Task A_session_id_inside_session_data_hides_the_session_from_its_own_events()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.SendAsync(NamelessCall.PageView().Field("session_data.session_id", "\"something else\""));

        var event1 = await stage.SendAsync(NamelessCall.Purchase());

        Assert.StartsWith("🔴 Orphan event: session", event1.Text, StringComparison.Ordinal);
        Assert.Equal(["session_data.session_id replaces the tag's own"], stage.Received.Changed.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_refused_event_leaves_nothing_behind()
    {
        await using var stage = await Stage.OpenAsync(faults: "storage-fails@1");

        Assert.Equal("🔴 User or session data not created to Firestore", (await stage.SendAsync(NamelessCall.PageView())).Text);
        Assert.StartsWith("🔴 Orphan event: user", (await stage.SendAsync(NamelessCall.Purchase())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_storage_says_which_write_failed()
    {
        await using var stage = await Stage.OpenAsync(faults: "storage-fails@2-3");
        await stage.SendAsync(NamelessCall.PageView());

        Assert.Equal("🔴 User or session data not updated to Firestore", (await stage.SendAsync(NamelessCall.Purchase())).Text);
        Assert.Equal("🔴 User or session data not added to Firestore", (await stage.SendAsync(NamelessCall.PageView(User, Session(2)))).Text);
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.Purchase())).Status);
    }

    [Fact]
    public async Task With_known_sessions_nobody_is_an_orphan()
    {
        await using var stage = await Stage.OpenAsync(Stage.Strict with { KnownSessions = true });

        Assert.Equal(200, (await stage.SendAsync(NamelessCall.Purchase())).Status);
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.Purchase(User, Session(2), NamelessCall.Noon + Hour))).Status);
        Assert.Equal(2, stage.Received.Accepted);
    }

    [Fact]
    public async Task A_website_event_gets_both_cookies_and_a_streaming_event_none()
    {
        await using var stage = await Stage.OpenAsync();

        var website = await stage.SendAsync(NamelessCall.PageView());
        var streaming = await stage.SendAsync(NamelessCall.Purchase());

        var cookies = website.Response.Headers.GetValues("Set-Cookie").ToList();
        Assert.StartsWith("na_u=RehearsalUser01; Max-Age=34560000; Domain=.example.com", cookies[0], StringComparison.Ordinal);
        Assert.StartsWith("na_s=RehearsalUser01_RehearsalSess01-RehearsalPage01; Max-Age=1800;", cookies[1], StringComparison.Ordinal);
        Assert.False(streaming.Response.Headers.Contains("Set-Cookie"));
        Assert.Equal("https://shop.example.com", streaming.Response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("no-store", streaming.Response.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task A_prefix_renames_both_cookies()
    {
        await using var stage = await Stage.OpenAsync(Stage.Strict with { CookiePrefix = "shop" });

        var named = await stage.SendAsync(NamelessCall.PageView().Cookie(User, Session(1), prefix: "shop_"));
        var bare = await stage.SendAsync(NamelessCall.PageView().Cookie(User, Session(1)));

        Assert.Equal(User, named.Data.GetProperty("client_id").GetString());
        Assert.NotEqual(User, bare.Data.GetProperty("client_id").GetString());
    }

    [Fact]
    public async Task A_page_view_with_a_user_but_no_session_keeps_the_user()
    {
        await using var stage = await Stage.OpenAsync();

        var reply = await stage.SendAsync(NamelessCall.PageView().Header("Cookie", "na_u=" + User));

        Assert.Equal(User, reply.Data.GetProperty("client_id").GetString());
        Assert.Matches($"^{User}_[A-Za-z0-9]{{15}}$", reply.Data.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task A_cross_domain_id_wins_over_the_cookies_of_another_session()
    {
        await using var stage = await Stage.OpenAsync();

        var reply = await stage.SendAsync(NamelessCall.PageView().Field("event_data.cross_domain_id", "\"RehearsalUser77_RehearsalSess77\""));

        Assert.Equal("RehearsalUser77", reply.Data.GetProperty("client_id").GetString());
        Assert.Equal("RehearsalUser77_RehearsalSess77-RehearsalPage01", reply.Data.GetProperty("page_id").GetString());
    }

    [Fact]
    public async Task The_query_tells_the_cookies_ids_and_writes_nothing()
    {
        await using var stage = await Stage.OpenAsync(faults: "500");
        var query = NamelessCall.Purchase().Bytes("""{"event_name":"get_user_data","event_origin":"Streaming protocol"}""");

        var reply = await stage.SendAsync(query);

        Assert.Equal((200, "🟢 Request claimed successfully"), (reply.Status, reply.Text));
        Assert.Equal(
            """{"event_name":"get_user_data","client_id":"RehearsalUser01","session_id":"RehearsalUser01_RehearsalSess01","page_id":"RehearsalPage01"}""",
            reply.Data.GetRawText());
        Assert.Equal((0, 1, 0), (stage.Received.Requests, stage.Received.Queries, stage.Received.Accepted));
    }

    [Theory]
    [InlineData("Elsewhere", "na_u=RehearsalUser01; na_s=x", "🔴 Invalid event_origin parameter value. Accepted values: Website")]
    [InlineData("Website", "na_s=x", "🔴 User cookie not found. No cross-domain link decoration will be applied")]
    [InlineData("Website", "na_u=RehearsalUser01", "🔴 Session cookie not found. No cross-domain link decoration will be applied")]
    [InlineData("Website", "na_u=RehearsalUser01; na_s=x", "🔴 Invalid cookie format")]
    public async Task The_query_is_refused_as_the_tag_does(string origin, string cookies, string expected)
    {
        await using var stage = await Stage.OpenAsync();
        var query = NamelessCall.PageView().Header("Cookie", cookies).Bytes($$"""{"event_name":"get_user_data","event_origin":"{{origin}}"}""");

        Assert.Equal(expected, (await stage.SendAsync(query)).Text);
    }

    private static string Session(int number) => $"RehearsalSess{number:00}";
}

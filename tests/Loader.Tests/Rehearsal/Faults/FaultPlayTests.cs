using System.Net;
using System.Text;
using Loader.Rehearsal;
using Loader.Rehearsal.Nameless;

namespace Loader.Tests.Rehearsal.Faults;

/// <summary>Each fault as a sender meets it, over a real socket, and what the log says of it.</summary>
public sealed class FaultPlayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_status_is_answered_in_place_of_the_rules_and_says_when_to_come_back()
    {
        var clock = new StillClock();
        await using var stage = await Stage.OpenAsync(faults: "429*1 retry-after=3, 503*1 retry-after-date=60, 204*1", clock: clock);

        var first = await stage.SendAsync(NamelessCall.PageView());
        var second = await stage.SendAsync(NamelessCall.PageView());
        var third = await stage.SendAsync(NamelessCall.PageView());
        var fourth = await stage.SendAsync(NamelessCall.PageView());

        Assert.Equal((429, TimeSpan.FromSeconds(3)), (first.Status, first.Response.Headers.RetryAfter!.Delta));
        Assert.Equal((503, clock.GetUtcNow().AddSeconds(60)), (second.Status, second.Response.Headers.RetryAfter!.Date));
        Assert.Equal((204, 200), (third.Status, fourth.Status));
        Assert.Equal((4, 1, 0), Counts(stage));
        Assert.Equal(1, stage.Received.Faults["429*1 retry-after=3"]);
    }

    [Theory]
    [InlineData("close", 0)]
    [InlineData("close-after-accept", 1)]
    public async Task A_closed_connection_looks_the_same_whether_or_not_the_event_was_kept(string fault, int kept)
    {
        await using var stage = await Stage.OpenAsync(faults: fault + "@1");

        await Assert.ThrowsAsync<HttpRequestException>(() => stage.SendAsync(NamelessCall.PageView()));
        Assert.Equal((1, kept, kept), Counts(stage));

        Assert.Equal(200, (await stage.SendAsync(NamelessCall.PageView())).Status);
        Assert.Equal((2, kept + 1, kept), Counts(stage));
        Assert.Equal(kept + 1, Assert.Single(stage.Received.TimesById()).Value);
    }

    [Theory]
    [InlineData("hang", 0)]
    [InlineData("hang-after-accept", 1)]
    public async Task A_request_that_hangs_ends_when_its_sender_gives_up(string fault, int kept)
    {
        var bell = new Doorbell(new NamelessRules(Stage.Strict));
        var stage = await Stage.OpenAsync(bell, fault + "@1");
        using var patience = new CancellationTokenSource();

        var hanging = stage.SendAsync(NamelessCall.PageView(), patience.Token);
        await bell.Rung.WaitAsync(Patience);
        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.PageView())).Status);
        await stage.DisposeAsync();

        Assert.Equal((2, kept + 1, kept), Counts(stage));
        Assert.Equal(0, stage.Received.Overlaps);
    }

    [Fact]
    public async Task An_endpoint_that_ends_does_not_wait_for_what_hangs()
    {
        var bell = new Doorbell(new NamelessRules(Stage.Strict));
        var stage = await Stage.OpenAsync(bell, "hang");
        var hanging = stage.SendAsync(NamelessCall.PageView());
        await bell.Rung.WaitAsync(Patience);

        await stage.Endpoint.DisposeAsync().AsTask().WaitAsync(Patience);

        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task A_slow_answer_is_the_right_one_and_late()
    {
        var clock = new StillClock();
        await using var stage = await Stage.OpenAsync(faults: "slow=200ms@1", clock: clock);

        var slow = stage.SendAsync(NamelessCall.PageView());
        await clock.SomebodyWaits.WaitAsync(Patience);
        Assert.False(slow.IsCompleted);
        clock.Move(TimeSpan.FromMilliseconds(200));

        Assert.Equal("🟢 Request claimed successfully", (await slow.WaitAsync(Patience)).Text);
        Assert.Equal((1, 1, 0), Counts(stage));
    }

    [Fact]
    public async Task A_cut_answer_promises_more_than_comes()
    {
        await using var stage = await Stage.OpenAsync(faults: "cut@1");
        using var answer = await stage.OpenAnswerAsync(NamelessCall.PageView());
        await using var body = await answer.Content.ReadAsStreamAsync();
        var came = new MemoryStream();

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(came));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(answer.Content.Headers.ContentLength / 2, came.Length);
        Assert.StartsWith("{\"status_code\":200", Encoding.UTF8.GetString(came.ToArray()), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), Counts(stage));
    }

    [Fact]
    public async Task Garbage_is_200_and_no_JSON_and_keeps_nothing()
    {
        await using var stage = await Stage.OpenAsync(faults: "garbage");

        var reply = await stage.SendAsync(NamelessCall.PageView());

        Assert.Equal(200, reply.Status);
        Assert.StartsWith("<html>", Encoding.UTF8.GetString(reply.Body), StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), Counts(stage));
    }

    [Fact]
    public async Task A_redirect_leads_to_a_path_that_nobody_claims()
    {
        await using var stage = await Stage.OpenAsync(faults: "redirect@1");

        var reply = await stage.SendAsync(NamelessCall.PageView());

        Assert.Equal((302, "/elsewhere/tm/nameless"), (reply.Status, reply.Response.Headers.Location!.OriginalString));
        Assert.Equal(400, (await stage.SendAsync(NamelessCall.PageView().To("/elsewhere/tm/nameless"))).Status);
        Assert.Equal((2, 0, 0), Counts(stage));
    }

    [Fact]
    public async Task A_big_answer_is_over_two_megabytes_and_its_event_kept()
    {
        await using var stage = await Stage.OpenAsync(faults: "big@1");

        var reply = await stage.SendAsync(NamelessCall.PageView());

        Assert.InRange(reply.Body.Length, 2 << 20, 3 << 20);
        Assert.Equal((1, 1, 1), Counts(stage));
        Assert.InRange((await stage.SendAsync(NamelessCall.PageView())).Body.Length, 500, 5000);
    }

    [Fact]
    public async Task The_log_names_the_accepted_events_whose_answer_was_lost()
    {
        await using var stage = await Stage.OpenAsync(faults: "cut@2");
        await stage.SendAsync(NamelessCall.PageView());
        await Assert.ThrowsAnyAsync<Exception>(() => stage.SendAsync(NamelessCall.Purchase()));
        await stage.SendAsync(NamelessCall.Purchase(at: NamelessCall.Noon + 2000));

        var lost = Assert.Single(stage.Received.Events(), one => one.AnswerLost);

        Assert.Equal((ReceivedLog.KeyOf($"RehearsalPage01_purchase{NamelessCall.Noon + 1000}"), 2), (lost.Id, lost.Request));
    }

    /// <summary>Requests, accepted events, answers lost.</summary>
    private static (long Requests, long Accepted, long Lost) Counts(Stage stage) =>
        (stage.Received.Requests, stage.Received.Accepted, stage.Received.AnswersLost);
}

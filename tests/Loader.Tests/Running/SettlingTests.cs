using Loader.Books;
using Loader.Reports;
using Loader.Settings;
using Loader.Tests.Sending;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Running;

/// <summary>Failed rows that are tried again, and uncertain rows that a person settles.</summary>
public sealed class SettlingTests : IDisposable
{
    private readonly LoadPlace place = new();
    private bool isMended;

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Failed_rows_alone_leave_again_under_the_mapping_as_it_is_now()
    {
        await using var collector = await StartAsync();
        await place.Run();
        Assert.Equal("sfksu", place.States(5));
        isMended = true;
        Write("skip: { not_wanted: = id == \"no\" or id == \"nobody\" }");

        Assert.Null(await place.TryRun());
        Assert.Equal("BOOK002", place.Codes);

        var before = collector.Bodies.Count;
        var report = await place.Run(flags => flags with { RetryFailed = true });

        Assert.Equal("ssksu", place.States(5));
        Assert.Equal(["[\"refused\"]"], collector.Bodies.Skip(before));
        Assert.Equal((0, -1, 1), (report.Counts.Failed, report.ThisRun.Failed, report.ThisRun.Sent));
        Assert.Empty(report.Failed);
        Assert.Null(report.Files.Rejected);
        Assert.Contains(report.Notes, note => note.StartsWith("the mapping changed since the rows failed", StringComparison.Ordinal));
        Assert.Equal(ExitCode.SomeUncertain, (await place.Run()).End.ExitCode);
    }

    [Fact]
    public async Task Rows_that_no_run_has_reached_wait_while_failed_ones_are_tried_again()
    {
        await using var collector = await StartAsync();
        await place.Run(flags => flags with { Limit = 3 });
        isMended = true;

        var report = await place.Run(flags => flags with { RetryFailed = true });

        Assert.Equal("ssk..", place.States(5));
        Assert.Equal((true, 3, ExitCode.Done), (report.Balances, report.Counts.Read, report.End.ExitCode));
        Assert.Equal("ssksu", await After());
    }

    [Fact]
    public async Task A_row_that_fails_again_has_its_new_reason()
    {
        await using var collector = await StartAsync();
        await place.Run();

        var report = await place.Run(flags => flags with { RetryFailed = true });

        Assert.Equal("sfksu", place.States(5));
        Assert.Equal(1, report.Failed.Single().Rows);
    }

    [Theory]
    [InlineData(SettleAs.Sent, "sfkss", 0)]
    [InlineData(SettleAs.Failed, "sfksf", 0)]
    [InlineData(SettleAs.Resend, "sfkss", 1)]
    public async Task What_a_person_found_out_about_uncertain_rows_is_written_down(SettleAs settled, string states, int requests)
    {
        await using var collector = await StartAsync();
        var first = await place.Run();
        Assert.Equal("u5", first.Uncertain.Single() is { Row: 5 } ? "u5" : "");
        isMended = true;

        var report = await place.Run(flags => flags with { Resolve = new(settled) });

        Assert.Equal(states, place.States(5));
        Assert.Equal(requests, report.Sending.Requests);
        Assert.Equal((0, true), (report.Counts.Uncertain, report.Balances));
        Assert.Contains(report.Notes, note => note.StartsWith("1 uncertain row was settled by hand: ", StringComparison.Ordinal));
        var log = File.ReadAllText(Path.Combine(place.Books, "settled.jsonl"));
        Assert.Contains($"\"row\":5,\"as\":\"{settled.ToString().ToLowerInvariant()}\",\"by\":\"hand\"", log, StringComparison.Ordinal);
        if (settled == SettleAs.Failed) Assert.Contains("lost,5,5,settled_by_hand", File.ReadAllText(report.Files.Rejected!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_not_named_stay_uncertain()
    {
        await using var collector = await StartAsync();
        place.WriteIds(["lost1", "good", "lost2"]);
        await place.Run();

        await place.Run(flags => flags with { Resolve = new(SettleAs.Sent, new HashSet<long> { 3 }) });

        Assert.Equal("uss", place.States(3));
    }

    [Fact]
    public async Task What_a_person_says_of_one_row_of_a_group_holds_for_all_and_stays_the_word_of_a_person()
    {
        await using var collector = await StartAsync();
        place.WriteIds(["good", "lost", "lost"], "group: = id");
        await place.Run();
        Assert.Equal("suu", place.States(3));

        var report = await place.Run(flags => flags with { Resolve = new(SettleAs.Sent, new HashSet<long> { 2 }) });

        Assert.Equal("sss", place.States(3));
        using var view = BooksView.Open(place.Books, out _)!;
        Assert.Equal((3, 2), (view.Count().Sent, view.Count().SentByHand));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(place.Books, "settled.jsonl")).Length);
        Assert.Equal((true, 0), (report.Balances, report.Sending.Requests));
    }

    /// <summary>Else the rejected file would have a part of the group, and loading it would send half an event.</summary>
    [Theory]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public async Task A_group_of_which_one_row_is_called_failed_fails_whole_and_goes_again_whole(int named, bool diedBefore)
    {
        await using var collector = await StartAsync();
        place.WriteIds(["good", "lost", "lost", "lost", "lost2"], "group: = id");
        await place.Run();
        Assert.Equal("suuuu", place.States(5));
        if (diedBefore) place.DieWith(2, 3);

        var report = await place.Run(flags => flags with { Resolve = new(SettleAs.Failed, new HashSet<long> { named }) });

        Assert.Equal("sfffu", place.States(5));
        Assert.Equal([2, 3, 4], place.Failed().Select(row => row.Row));
        Assert.All(place.Failed(), row => Assert.Equal(("settled_by_hand", "lost"), (row.Code, row.Key)));
        var rejected = File.ReadLines(report.Files.Rejected!).Skip(1);
        Assert.Equal(["lost,2,2", "lost,3,3", "lost,4,4"], rejected.Select(line => string.Join(',', line.Split(',').Take(3))));
        Assert.Equal((true, 0), (report.Balances, report.Sending.Requests));
        Assert.Contains(report.Notes, note => note.StartsWith("3 uncertain rows were settled by hand: ", StringComparison.Ordinal));

        isMended = true;
        await place.Run(flags => flags with { RetryFailed = true });
        Assert.Equal("ssssu", place.States(5));
        Assert.Equal(2, collector.Bodies.Count(body => body == "[\"lost\"]"));
    }

    [Fact]
    public async Task A_group_of_which_an_answer_says_that_it_arrived_does_not_fail_by_hand()
    {
        await using var collector = await StartAsync();
        isMended = true;
        place.WriteIds(["good", "lost", "lost"], "group: = id");
        await place.Run();
        place.DieWith(3);

        await place.Run(flags => flags with { Resolve = new(SettleAs.Failed, new HashSet<long> { 3 }) });

        Assert.Equal("sss", place.States(3));
        Assert.Equal(2, collector.Bodies.Count);
    }

    [Fact]
    public async Task A_group_of_which_one_row_is_to_be_sent_again_is_sent_again_whole()
    {
        await using var collector = await StartAsync();
        place.WriteIds(["good", "lost", "lost", "lost2"], "group: = id");
        await place.Run();
        isMended = true;

        await place.Run(flags => flags with { Resolve = new(SettleAs.Resend, new HashSet<long> { 2 }) });

        Assert.Equal("sssu", place.States(4));
        Assert.Equal(2, collector.Bodies.Count(body => body == "[\"lost\"]"));
    }

    [Fact]
    public async Task A_destination_that_is_gone_does_not_keep_a_person_from_settling_what_is_all_there_is_to_do()
    {
        await using (await StartAsync()) await place.Run();

        var report = await place.Run(flags => flags with { Resolve = new(SettleAs.Sent) });

        Assert.Equal(ExitCode.SomeFailed, report.End.ExitCode);
    }

    [Theory]
    [InlineData(48, false)]
    [InlineData(0, true)]
    public async Task Uncertain_rows_are_held_once_the_destination_has_forgotten_them(int hours, bool isHeld)
    {
        await using var collector = await StartAsync(ignoresRepeats: true, hours == 0 ? TimeSpan.Zero : TimeSpan.FromHours(hours));
        place.WriteIds(["good", "lost"], send: "{ parallel: 1, attempts: 1 }");
        await place.Run();
        Assert.Equal("su", place.States(2));
        isMended = true;

        await place.Run();

        Assert.Equal(isHeld ? "su" : "ss", place.States(2));
    }

    [Fact]
    public async Task A_rejected_file_is_not_put_aside_by_the_restart_that_loads_it()
    {
        await using var collector = await StartAsync();
        var rejected = (await place.Run()).Files.Rejected;

        Assert.Null(await place.TryRun(flags => flags with { From = rejected, Restart = true }));
        Assert.Equal("BOOK010", place.Codes);
        Assert.Null(await place.TryRun(flags => flags with { From = rejected }));
        Assert.Contains("--runs with another folder", Assert.Single(place.Findings).Hint, StringComparison.Ordinal);
        Assert.True(File.Exists(rejected));
    }

    private async Task<string> After()
    {
        isMended = false;
        await place.Run();
        return place.States(5);
    }

    private async Task<Collector> StartAsync(bool ignoresRepeats = false, TimeSpan? window = null)
    {
        var collector = await Collector.StartAsync((context, body) =>
        {
            if (!isMended && body.Contains("lost", StringComparison.Ordinal)) context.Abort();
            else if (!isMended && body.Contains("refused", StringComparison.Ordinal)) context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        place.Use(new ListDestination(collector.Address) { IgnoresRepeats = ignoresRepeats, RepeatWindow = window });
        Write("skip: { not_wanted: = id == \"no\" }");
        return collector;
    }

    private void Write(string more) => place.WriteIds(["good", "refused", "no", "good2", "lost"], more);
}

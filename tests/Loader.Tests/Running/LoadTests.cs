using System.Collections.Concurrent;
using System.Text.Json;
using Loader.Books;
using Loader.Reports;
using Loader.Running;
using Loader.Sending;
using Loader.Tests.Sending;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Running;

/// <summary>One load with everything real but the destination's rules: what a run writes down of its rows, however it ends.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Every_row_lands_under_what_became_of_it()
    {
        await using var collector = await Collector.StartAsync((context, body) => Status(context, body.Contains("refused", StringComparison.Ordinal) ? 400 : 200));
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(["good", "", "broken", "old", "no", "refused", "bad\",x", "good2"], "skip: { not_wanted: = id == \"no\" }");

        var report = await place.Run();

        Assert.Equal("sffkkffs", place.States(8));
        Assert.Equal((8, 2, 4, 2, 0), (report.Counts.Read, report.Counts.Sent, report.Counts.Failed, report.Counts.Skipped, report.Counts.Uncertain));
        Assert.Equal((true, ExitCode.SomeFailed), (report.Balances, report.End.ExitCode));
        Assert.Equal([new SkippedRows("not_wanted", 1), new("too_old", 1)], report.Skipped);
        Assert.Equal(
            [(2, 3, FailureStage.Map, ",2", null), (3, 4, FailureStage.Contract, "broken,3", "broken"), (6, 7, FailureStage.Send, "refused,6", "refused"), (7, 8, FailureStage.Read, "\"bad\"\"\",x", null)],
            place.Failed().Select(row => (row.Row, row.Line, row.Stage, System.Text.Encoding.UTF8.GetString(row.Original.Span), row.Key)));
        Assert.Equal(("LIST01", "this key must not leave (take another)", "id"), place.Failed().Where(row => row.Row == 3).Select(row => (row.Code, row.Reason, row.Field)).Single());
        Assert.Equal("http_400", place.Failed().Single(row => row.Row == 6).Code);
        Assert.Equal(report.Files.Rejected, place[Path.Combine("books", "rejected.csv")]);
    }

    /// <summary>A batch of which one was refused must not be called sent as a whole, nor failed as a whole.</summary>
    [Fact]
    public async Task Of_ten_events_of_which_the_answer_accepts_nine_nine_are_sent_and_the_tenth_fails_by_name()
    {
        await using var collector = await Collector.StartAsync((context, body) =>
            context.Response.WriteAsync(Array.IndexOf(JsonSerializer.Deserialize<string[]>(body)!, "id7").ToString(System.Globalization.CultureInfo.InvariantCulture)));
        place.Use(new ListDestination(collector.Address)
        {
            EventsPerRequest = 10,
            Reading = answer => new Answer.SomeRefused([new(int.Parse(answer.Body, System.Globalization.CultureInfo.InvariantCulture), "bad_event", "not this one")]),
        });
        place.WriteIds(Ids(10));

        var report = await place.Run();

        Assert.Single(collector.Bodies);
        Assert.Equal("ssssssfsss", place.States(10));
        Assert.Equal((9, 1, ExitCode.SomeFailed), (report.Counts.Sent, report.Counts.Failed, report.End.ExitCode));
        var failed = Assert.Single(place.Failed());
        Assert.Equal((7, "id7", "bad_event", "not this one"), (failed.Row, failed.Key, failed.Code, failed.Reason));
    }

    [Fact]
    public async Task Rows_that_a_source_never_gave_or_gave_twice_make_the_report_unbalanced_and_the_exit_code_1()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.Use(new ListSource((1, ["a", "b"]), (4, ["d"])));
        place.WriteIdMapping("list: {}");

        var gap = await place.Run();

        Assert.Equal("ss.s", place.States(4));
        Assert.Equal((false, ExitCode.Fault), (gap.Balances, gap.End.ExitCode));

        place.Use(new ListSource((1, ["a", "b"]), (2, ["c"])));
        var twice = await place.Run(flags => flags with { Restart = true });

        Assert.Equal((false, ExitCode.Fault), (twice.Balances, twice.End.ExitCode));
    }

    [Fact]
    public async Task A_row_without_an_outcome_is_not_excused_by_a_limit()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.Use(new ListSource((1, ["a", "b"]), (4, ["d", "e"])));
        place.WriteIdMapping("list: {}");

        var report = await place.Run(flags => flags with { Limit = 3 });

        Assert.Equal((false, ExitCode.Fault), (report.Balances, report.End.ExitCode));
    }

    [Fact]
    public async Task Nothing_is_called_sent_whose_answer_was_not_read()
    {
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            if (body.Contains("id2", StringComparison.Ordinal)) context.Abort();
            return Task.CompletedTask;
        });
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(3));

        var report = await place.Run();

        Assert.Equal("sus", place.States(3));
        Assert.Equal((true, ExitCode.SomeUncertain), (report.Balances, report.End.ExitCode));
        var uncertain = Assert.Single(place.Uncertain());
        Assert.Equal((2, 3, "id2"), (uncertain.Row, uncertain.Line, uncertain.Key));
        Assert.NotNull(uncertain.LeftAt);

        var again = await place.Run();

        Assert.Equal("sus", place.States(3));
        Assert.Equal((0, ExitCode.SomeUncertain), (again.Sending.Requests, again.End.ExitCode));
    }

    [Fact]
    public async Task Uncertain_rows_leave_again_where_the_mapping_says_so_and_stay_uncertain_when_their_turn_did_not_come()
    {
        var aborting = true;
        using var stop = new CancellationTokenSource();
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            if (aborting && !body.Contains("id1", StringComparison.Ordinal)) context.Abort();
            else if (!aborting) stop.Cancel();
            return Task.CompletedTask;
        });
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(4), "uncertain: resend", "{ parallel: 1, attempts: 1 }");
        await place.Run();
        Assert.Equal("suuu", place.States(4));

        aborting = false;
        var stopped = await place.Run(stop: stop.Token);

        Assert.Equal("ssuu", place.States(4));
        Assert.Equal((true, 2, 2, 143), (stopped.Balances, stopped.Counts.Sent, stopped.Counts.Uncertain, stopped.End.ExitCode));

        var last = await place.Run();

        Assert.Equal("ssss", place.States(4));
        Assert.Equal((2, ExitCode.Done), (last.ThisRun.Sent, last.End.ExitCode));
    }

    [Fact]
    public async Task A_stop_in_the_middle_finishes_what_is_in_flight_and_the_next_run_sends_only_the_rest()
    {
        using var stop = new CancellationTokenSource();
        var arrived = 0;
        await using var collector = await Collector.StartAsync((_, _) => Interlocked.Increment(ref arrived) == 40 ? stop.CancelAsync() : Task.CompletedTask);
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(20_000), send: "{ parallel: 8 }");

        var stopped = await place.Run(stop: stop.Token);

        Assert.Equal((true, 143), (stopped.Balances, stopped.End.ExitCode));
        Assert.InRange(stopped.Counts.Sent, 40, 60);
        Assert.Equal(stopped.Counts.Sent, stopped.Counts.Read);
        Assert.Equal(collector.Bodies.Count, stopped.Counts.Sent);
        Assert.Null(stopped.PayloadHash);

        var rest = await place.Run(flags => flags with { Limit = 2_000 });

        Assert.Equal((true, 0, 2_000), (rest.Balances, rest.End.ExitCode, rest.Counts.Sent));
        Assert.Null(rest.PayloadHash);
        AssertEachOnce(collector.Bodies, 2_000);
    }

    [Fact]
    public async Task A_limit_ends_the_reading_and_says_so_and_without_it_the_rest_follows()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(25));

        var first = await place.Run(flags => flags with { Limit = 10 });
        Assert.Equal((true, 0, 10, 10), (first.Balances, first.End.ExitCode, first.Counts.Read, first.Counts.Sent));
        Assert.Contains("--limit ended the reading after row 10; the rows behind it were not read", first.Notes);
        Assert.NotNull(first.PayloadHash);

        var same = await place.Run(flags => flags with { Limit = 5 });
        Assert.Equal((true, 0, 10, 0), (same.Balances, same.End.ExitCode, same.Counts.Read, same.Sending.Requests));

        var rest = await place.Run();
        Assert.Equal((true, 0, 25, 15), (rest.Balances, rest.End.ExitCode, rest.Counts.Read, rest.ThisRun.Sent));
        AssertEachOnce(collector.Bodies, 25);
    }

    [Fact]
    public async Task Too_many_failed_rows_stop_the_run_and_the_count_goes_on_in_the_next()
    {
        await using var collector = await Collector.StartAsync((context, _) => Status(context, 400));
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(20_000));

        var report = await place.Run(flags => flags with { MaxFailed = "5" });

        Assert.Equal((true, ExitCode.StoppedEarly), (report.Balances, report.End.ExitCode));
        Assert.InRange(report.Counts.Failed, 6, 8);
        Assert.Contains("stopped early: more rows failed than max_failed allows (5)", report.Notes);

        var again = await place.Run(flags => flags with { MaxFailed = "5" });

        Assert.Equal(ExitCode.StoppedEarly, again.End.ExitCode);
        Assert.InRange(again.ThisRun.Failed, 1, 3);
    }

    [Fact]
    public async Task A_run_that_a_person_stopped_is_interrupted_whatever_fails_afterwards()
    {
        using var stop = new CancellationTokenSource();
        await using var collector = await Collector.StartAsync(async (context, _) =>
        {
            await stop.CancelAsync();
            context.Response.StatusCode = 400;
        });
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(100));

        var report = await place.Run(flags => flags with { MaxFailed = "0" }, stop.Token);

        Assert.Equal((true, 143, 1), (report.Balances, report.End.ExitCode, report.Counts.Failed));
    }

    [Fact]
    public async Task A_destination_that_would_refuse_everything_ends_the_run_and_fails_no_row_for_it()
    {
        var refusing = true;
        await using var collector = await Collector.StartAsync((context, body) => Status(context, refusing && body.Contains("id3", StringComparison.Ordinal) ? 401 : 200));
        place.Secrets.Add("hidden-key");
        place.Use(new ListDestination(collector.Address)
        {
            Reading = answer => answer.Status == 401 ? new Answer.StopRun("wrong_key", "the key hidden-key is wrong") : null,
        });
        place.WriteIds(Ids(50));

        var report = await place.Run();

        Assert.Equal("ss" + new string('.', 48), place.States(50));
        Assert.Equal((true, ExitCode.StoppedEarly, 2), (report.Balances, report.End.ExitCode, report.Counts.Read));
        Assert.Contains("stopped early: the destination would refuse every further request: the key [secret] is wrong (wrong_key)", report.Notes);

        refusing = false;
        var rest = await place.Run();

        Assert.Equal((true, ExitCode.Done, 48), (rest.Balances, rest.End.ExitCode, rest.ThisRun.Sent));
    }

    [Fact]
    public async Task A_fault_of_a_destination_ends_the_reading_before_the_books_are_given_back()
    {
        await using var collector = await Collector.StartAsync();
        var endless = new ListSource(Enumerable.Range(0, int.MaxValue).Select(i => (i + 1L, new[] { "a" })));
        var heldAtEnd = false;
        endless.AtEnd = () => heldAtEnd = place.AreBooksHeld();
        place.Use(new ListDestination(collector.Address) { Reading = _ => throw new InvalidOperationException("a bug") });
        place.Use(endless);
        place.WriteIdMapping("list: {}");

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => place.Run());

        Assert.Equal("a bug", thrown.Message);
        await endless.Ended;
        Assert.True(heldAtEnd);
        Assert.Equal("u", place.States(1));
    }

    [Fact]
    public async Task A_console_that_fails_does_not_take_the_books_from_a_load_that_goes_on()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(500));
        place.Watch = (_, _, _) => throw new IOException("the pipe is broken");

        var thrown = await Assert.ThrowsAsync<IOException>(() => place.Run());

        Assert.Equal("the pipe is broken", thrown.Message);
        Assert.Equal(new string('s', 500), place.States(500));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task The_hash_of_all_payloads_does_not_depend_on_how_many_senders_there_are(int parallel)
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(["é", "b", "broken", "c d"]);
        await using var expected = new PayloadHash();
        foreach (var body in new[] { "\"\\u00E9\"", "\"b\"", "\"c d\"" }) expected.Add(System.Text.Encoding.UTF8.GetBytes(body));

        var report = await place.Run(flags => flags with { Parallel = parallel.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        var again = await place.Run(flags => flags with { Parallel = parallel.ToString(System.Globalization.CultureInfo.InvariantCulture), Restart = true });

        Assert.Equal(expected.Current(), report.PayloadHash);
        Assert.Equal(report.PayloadHash, again.PayloadHash);
    }

    [Fact]
    public async Task Another_meaning_of_the_mapping_is_refused_and_restart_begins_anew()
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(3));
        await place.Run();
        place.WriteIds(Ids(3), "skip: { first: = id == \"id1\" }");

        Assert.Null(await place.TryRun());
        Assert.Equal(BookCodes.Changed.Id, place.Codes);
        Assert.Equal(3, collector.Bodies.Count);

        var anew = await place.Run(flags => flags with { Restart = true });
        Assert.Equal((2, 1), (anew.Counts.Sent, anew.Counts.Skipped));
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"id{i}"));

    private static void AssertEachOnce(ConcurrentQueue<string> bodies, int count) =>
        Assert.Equal(Ids(count).Order(StringComparer.Ordinal), bodies.Select(body => JsonSerializer.Deserialize<string[]>(body)!.Single()).Order(StringComparer.Ordinal));

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

using System.Text.Json;
using Loader.Books;
using Loader.Books.Records;
using Loader.Reports;
using Loader.Running.Making;
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
        await using var collector = await Collector.StartAsync((context, body) => Status(
            context,
            body.Contains("refused", StringComparison.Ordinal) ? 400 : 200));
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(["good", "", "broken", "old", "no", "refused", "bad\",x", "good2"], "skip: { not_wanted: = id == \"no\" }");

        var report = await place.Run();

        Assert.Equal("sffkkffs", place.States(8));
        Assert.Equal((8, 2, 4, 2, 0), (report.Counts.Read, report.Counts.Sent, report.Counts.Failed, report.Counts.Skipped, report.Counts.Uncertain));
        Assert.Equal((true, ExitCode.SomeFailed), (report.Balances, report.End.ExitCode));
        Assert.Equal([new SkippedRows("not_wanted", 1), new("too_old", 1)], report.Skipped);
        Assert.Equal(
            [
                (2, 3, FailureStage.Map, ",2", null),
                (3, 4, FailureStage.Contract, "broken,3", "broken"),
                (6, 7, FailureStage.Send, "refused,6", "refused"),
                (7, 8, FailureStage.Read, "\"bad\"\"\",x", null),
            ],
            place.Failed().Select(row => (row.Row, row.Line, row.Stage, System.Text.Encoding.UTF8.GetString(row.Original.Span), row.Key)));
        Assert.Equal(
            ("LIST01", "this key must not leave (take another)", "id"),
            place.Failed().Where(row => row.Row == 3).Select(row => (row.Code, row.Reason, row.Field)).Single());
        Assert.Equal("http_400", place.Failed().Single(row => row.Row == 6).Code);
        Assert.Equal(report.Files.Rejected, place[Path.Combine("books", "rejected.csv")]);
    }

    /// <summary>A batch of which one was refused must not be called sent as a whole, nor failed as a whole.</summary>
    [Fact]
    public async Task Of_ten_events_of_which_the_answer_accepts_nine_nine_are_sent_and_the_tenth_fails_by_name()
    {
        await using var collector = await Collector.StartAsync((context, body) =>
            context.Response.WriteAsync(
                Array.IndexOf(JsonSerializer.Deserialize<string[]>(body)!, "id7").ToString(System.Globalization.CultureInfo.InvariantCulture)));
        place.Use(new ListDestination(collector.Address)
        {
            EventsPerRequest = 10,
            Reading = answer => new Answer.SomeRefused([new(
                int.Parse(answer.Body, System.Globalization.CultureInfo.InvariantCulture),
                "bad_event",
                "not this one")]),
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

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

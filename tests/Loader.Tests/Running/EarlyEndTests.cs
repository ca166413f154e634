using System.Collections.Concurrent;
using System.Text.Json;
using Loader.Reports;
using Loader.Sending;
using Loader.Tests.Sending;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Running;

/// <summary>A load that ends before its source does, for whatever reason: what is in flight is finished, and the next run sends the rest.</summary>
public sealed class EarlyEndTests : IDisposable
{
    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

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

    [Theory]
    [InlineData("100", 101)]
    [InlineData("0%", 1)]
    [InlineData("0", 1)]
    public async Task Rows_that_the_mapping_refuses_stop_the_run_where_they_are_counted(string limit, int failed)
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(20_000), more: "reject: { bad: = true }");

        var report = await place.Run(flags => flags with { MaxFailed = limit });

        Assert.Equal((true, ExitCode.StoppedEarly, failed), (report.Balances, report.End.ExitCode, report.Counts.Failed));
        Assert.Equal(failed, report.Counts.Read);

        // The next run begins behind them.
        var again = await place.Run(flags => flags with { MaxFailed = "200" });
        Assert.Equal((true, ExitCode.StoppedEarly, 201), (again.Balances, again.End.ExitCode, again.Counts.Failed));
    }

    [Theory]
    [InlineData("5%", 30, 2, ExitCode.StoppedEarly)]
    [InlineData("5% of last 1000", 30, 2, ExitCode.StoppedEarly)]
    [InlineData("5%", 40, 2, ExitCode.SomeFailed)]
    public async Task A_share_is_asked_for_once_more_when_every_row_has_its_outcome(string limit, int rows, int bad, int exit)
    {
        await using var collector = await Collector.StartAsync();
        place.Use(new ListDestination(collector.Address));
        place.WriteIds(Ids(rows), more: $"columns: {{ number: integer }}\nreject: {{ bad: = number <= {bad} }}");

        var report = await place.Run(flags => flags with { MaxFailed = limit });

        Assert.Equal((true, exit, rows, rows - bad), (report.Balances, report.End.ExitCode, report.Counts.Read, report.Counts.Sent));
        Assert.Equal(
            exit == ExitCode.StoppedEarly ? ExitCode.TooManyFailed : ExitCode.Of(ExitCode.SomeFailed),
            report.End.Meaning);
        Assert.DoesNotContain(report.End.NextSteps, step => step.What.Contains("continue", StringComparison.Ordinal));
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
        await using var collector = await Collector.StartAsync((context, body) => Status(
            context,
            refusing && body.Contains("id3", StringComparison.Ordinal) ? 401 : 200));
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

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"id{i}"));

    private static void AssertEachOnce(ConcurrentQueue<string> bodies, int count) =>
        Assert.Equal(
            Ids(count).Order(StringComparer.Ordinal),
            bodies.Select(body => JsonSerializer.Deserialize<string[]>(body)!.Single()).Order(StringComparer.Ordinal));

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

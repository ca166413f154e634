using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Loader.Reports;
using Loader.Tests.Sending;

namespace Loader.Tests.Running;

/// <summary>
/// A load with groups that stops in the middle of a chunk, for whatever reason: no group is sent, failed or left by halves, and the next run sends the rest.
/// </summary>
public sealed class StopInGroupTests : IDisposable
{
    private const int Groups = 3_000;
    private const int Rows = Groups * 3;

    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_stop_finishes_the_groups_in_flight_and_leaves_the_others_whole()
    {
        using var stop = new CancellationTokenSource();
        var arrived = 0;
        await using var collector = await Collector.StartAsync((_, _) => Interlocked.Increment(ref arrived) == 40 ? stop.CancelAsync() : Task.CompletedTask);
        Use(collector, parallel: 8);

        var stopped = await place.Run(stop: stop.Token);

        Assert.Equal((true, 143), (stopped.Balances, stopped.End.ExitCode));
        Assert.InRange(stopped.Counts.Sent, 120, 180);
        Assert.Equal(stopped.Counts.Sent, stopped.Counts.Read);
        AssertWhole("s.");

        var rest = await place.Run();

        Assert.Equal((true, ExitCode.Done, Rows), (rest.Balances, rest.End.ExitCode, rest.Counts.Sent));
        AssertEachOnce(collector.Bodies);
    }

    /// <summary>Row 3,000 is the last of its group; the others around it cut one.</summary>
    [Theory]
    [InlineData(2_999)]
    [InlineData(3_000)]
    [InlineData(2_998)]
    public async Task A_limit_reads_the_group_that_is_open_to_its_end(int limit)
    {
        await using var collector = await Collector.StartAsync();
        Use(collector);

        var first = await place.Run(flags => flags with { Limit = limit });

        Assert.Equal((true, ExitCode.Done, 3_000, 3_000), (first.Balances, first.End.ExitCode, first.Counts.Read, first.Counts.Sent));
        AssertWhole("s.");

        var rest = await place.Run();

        Assert.Equal((true, ExitCode.Done, Rows), (rest.Balances, rest.End.ExitCode, rest.Counts.Sent));
        AssertEachOnce(collector.Bodies);
    }

    /// <summary>The row that is one too many may stand in the middle of its group; what was read of that before is as unreached as what comes after.</summary>
    [Theory]
    [InlineData("0", 1)]
    [InlineData("1", 3)]
    [InlineData("2", 3)]
    [InlineData("3", 4)]
    public async Task Too_many_bad_rows_stop_the_run_in_a_group_and_the_next_one_makes_up_for_it(string limit, int failed)
    {
        await using var collector = await Collector.StartAsync();
        Use(collector, more: "columns: { number: integer }\nreject:\n  bad: = number == 302 or number == 605");

        var stopped = await place.Run(flags => flags with { MaxFailed = limit });

        Assert.Equal((true, ExitCode.StoppedEarly, failed), (stopped.Balances, stopped.End.ExitCode, stopped.Counts.Failed));
        Assert.Equal(stopped.Counts.Sent / 3, collector.Bodies.Count);
        Assert.Equal(0, stopped.Counts.Sent % 3);

        var rest = await place.Run(flags => flags with { MaxFailed = "100" });

        Assert.Equal((true, ExitCode.SomeFailed, 6, Rows - 6), (rest.Balances, rest.End.ExitCode, rest.Counts.Failed, rest.Counts.Sent));
        AssertEachOnce(collector.Bodies, 101, 202);
        AssertWhole("sf");
    }

    [Fact]
    public async Task Groups_that_the_destination_refuses_stop_the_run_and_none_of_them_fails_by_halves()
    {
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = body.Contains("\"id7", StringComparison.Ordinal) ? 400 : 200;
            return Task.CompletedTask;
        });
        Use(collector);

        var stopped = await place.Run(flags => flags with { MaxFailed = "4" });

        Assert.Equal((true, ExitCode.StoppedEarly), (stopped.Balances, stopped.End.ExitCode));
        AssertWhole("sf.");

        var rest = await place.Run(flags => flags with { MaxFailed = "100%" });

        Assert.Equal((true, ExitCode.SomeFailed, Rows), (rest.Balances, rest.End.ExitCode, rest.Counts.Read));
        AssertWhole("sf");
        Assert.Distinct(collector.Bodies);
    }

    private void Use(Collector collector, int parallel = 1, string more = "")
    {
        place.Use(new ListDestination(collector.Address));
        var rows = Enumerable.Range(0, Rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"id{(row / 3) + 1}"));
        place.WriteIds(rows, "group: = id\nuncertain: hold\n" + more, $"{{ parallel: {parallel} }}");
    }

    /// <summary>All rows of a group say the same, and nothing else than this.</summary>
    private void AssertWhole(string states)
    {
        var all = place.States(Rows);
        for (var row = 0; row < Rows; row += 3)
        {
            var group = all.Substring(row, 3);
            Assert.True(group.Distinct().Count() == 1 && states.Contains(group[0], StringComparison.Ordinal), $"rows {row + 1} to {row + 3}: {group}");
        }
    }

    private static void AssertEachOnce(ConcurrentQueue<string> bodies, params int[] without) => Assert.Equal(
        Enumerable.Range(1, Groups).Except(without).Select(group => string.Create(CultureInfo.InvariantCulture, $"id{group}")).Order(StringComparer.Ordinal),
        bodies.Select(body => JsonSerializer.Deserialize<string[]>(body)!.Single()).Order(StringComparer.Ordinal));
}

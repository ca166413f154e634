using Loader.Reports;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Running;

/// <summary>A limit of size that nobody knew of, seen from the run: every row arrives, and the report says once how large requests could be.</summary>
public sealed class TooLargeRunTests : IDisposable
{
    private readonly LoadPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task The_report_says_how_large_requests_could_be_and_a_run_that_goes_on_finds_it_anew()
    {
        var refused = 0;
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            if (body.Length <= 100) return Task.CompletedTask;
            Interlocked.Increment(ref refused);
            context.Response.StatusCode = 413;
            return Task.CompletedTask;
        });
        place.Use(new ListDestination(collector.Address)
        {
            EventsPerRequest = 32,
            Reading = answer => answer.Status == 413 ? new Answer.Refused("http_413", "too large") { IsForSize = true } : null,
        });
        place.WriteIds(Enumerable.Range(0, 640).Select(i => FormattableString.Invariant($"id{i:D5}")));

        var first = await place.Run(flags => flags with { Limit = 320 });
        var rest = await place.Run();

        // 32 events have 321 bytes, 16 have 161, 8 have 81: of each run two requests are refused.
        Assert.Equal((true, 320, 320), (first.Balances, first.ThisRun.Sent, rest.ThisRun.Sent));
        Assert.Equal((ExitCode.Done, 640, 4), (rest.End.ExitCode, rest.Counts.Sent, refused));
        Assert.All(
            (Report[])[first, rest],
            report => Assert.Single(
                report.Notes, "2 requests were too large for the destination and went again in smaller ones; the others held at most 81 bytes"));
        Assert.Equal(84, collector.Bodies.Count);
    }
}

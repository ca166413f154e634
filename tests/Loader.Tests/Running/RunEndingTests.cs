using Loader.Books;
using Loader.Mappings.Findings;
using Loader.Reports;
using Loader.Running;

namespace Loader.Tests.Running;

/// <summary>The table of exit codes: every end of a run with every kind of row in the books.</summary>
public sealed class RunEndingTests
{
    private static readonly Dictionary<string, EndReason> Ends = new(StringComparer.Ordinal)
    {
        ["finished"] = new EndReason.Finished(),
        ["too many in all"] = new EndReason.Finished { TooMany = "2%" },
        ["limit"] = new EndReason.LimitReached(10),
        ["interrupted"] = new EndReason.Interrupted(),
        ["too many failed"] = new EndReason.TooManyFailed("2%"),
        ["time up"] = new EndReason.TimeUp("2h"),
        ["source failed"] = new EndReason.SourceFailed(new(TextSource.Broken, Place.Of("rows.csv"), "the disk failed")),
        ["nobody there"] = new EndReason.DestinationStopped("endpoint_unreachable", "connection refused; tried 8 times within 64 s"),
        ["closed"] = new EndReason.DestinationStopped("endpoint_busy", "slow down"),
        ["refused"] = new EndReason.DestinationStopped("wrong_key", "the key is wrong"),
    };

    [Theory]
    [InlineData("finished", 0, 0, ExitCode.Done)]
    [InlineData("finished", 1, 0, ExitCode.SomeFailed)]
    [InlineData("finished", 0, 1, ExitCode.SomeUncertain)]
    [InlineData("finished", 1, 1, ExitCode.SomeUncertain)]
    [InlineData("too many in all", 1, 0, ExitCode.StoppedEarly)]
    [InlineData("too many in all", 1, 1, ExitCode.SomeUncertain)]
    [InlineData("limit", 0, 0, ExitCode.Done)]
    [InlineData("limit", 1, 0, ExitCode.SomeFailed)]
    [InlineData("limit", 0, 1, ExitCode.SomeUncertain)]
    [InlineData("limit", 1, 1, ExitCode.SomeUncertain)]
    [InlineData("too many failed", 0, 0, ExitCode.StoppedEarly)]
    [InlineData("too many failed", 1, 0, ExitCode.StoppedEarly)]
    [InlineData("too many failed", 0, 1, ExitCode.SomeUncertain)]
    [InlineData("too many failed", 1, 1, ExitCode.SomeUncertain)]
    [InlineData("time up", 0, 0, ExitCode.StoppedEarly)]
    [InlineData("time up", 1, 0, ExitCode.StoppedEarly)]
    [InlineData("time up", 0, 1, ExitCode.SomeUncertain)]
    [InlineData("source failed", 0, 0, ExitCode.StoppedEarly)]
    [InlineData("source failed", 1, 0, ExitCode.StoppedEarly)]
    [InlineData("source failed", 0, 1, ExitCode.SomeUncertain)]
    [InlineData("refused", 0, 0, ExitCode.StoppedEarly)]
    [InlineData("refused", 1, 0, ExitCode.StoppedEarly)]
    [InlineData("refused", 0, 1, ExitCode.SomeUncertain)]
    [InlineData("refused", 1, 1, ExitCode.SomeUncertain)]
    public void An_end_has_one_code_whatever_signal_came_too_late(string end, long failed, long uncertain, int code)
    {
        var counts = new Counts { Sent = 5, Failed = failed, Uncertain = uncertain };

        Assert.Equal(code, RunEnding.Code(Ends[end], counts, interrupted: null));
        Assert.Equal(code, RunEnding.Code(Ends[end], counts, ExitCode.Terminated));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void An_interrupted_run_has_the_code_of_its_signal_whatever_the_rows_say(long failed, long uncertain)
    {
        var counts = new Counts { Failed = failed, Uncertain = uncertain };

        Assert.Equal(130, RunEnding.Code(Ends["interrupted"], counts, interrupted: null));
        Assert.Equal(130, RunEnding.Code(Ends["interrupted"], counts, ExitCode.Interrupted));
        Assert.Equal(143, RunEnding.Code(Ends["interrupted"], counts, ExitCode.Terminated));
    }

    [Fact]
    public void The_table_is_complete() => Assert.Equal(Ends.Values.Select(end => end.GetType()).ToHashSet(), typeof(EndReason).GetNestedTypes().ToHashSet());

    [Theory]
    [InlineData("finished", null)]
    [InlineData("too many in all", "too many rows failed: every row has its outcome, and more failed than max_failed allows (2%)")]
    [InlineData("limit", "--limit ended the reading after row 10; the rows behind it were not read")]
    [InlineData("interrupted", "interrupted: no more rows were read, what was in flight was waited for")]
    [InlineData("too many failed", "stopped early: more rows failed than max_failed allows (2%)")]
    [InlineData("time up", "stopped early: the run took as long as max_time allows (2h)")]
    [InlineData("source failed", "stopped early: the source could not be read any further: rows.csv: error TEXT01: the disk failed")]
    [InlineData("nobody there", "stopped early: the destination could not be reached: connection refused; tried 8 times within 64 s")]
    [InlineData("closed", "stopped early: the destination takes nothing at present: slow down (endpoint_busy)")]
    [InlineData("refused", "stopped early: the destination would refuse every further request: the key is wrong (wrong_key)")]
    public void Every_end_but_the_usual_one_has_its_sentence(string end, string? note) => Assert.Equal(note, RunEnding.Note(Ends[end]));
}

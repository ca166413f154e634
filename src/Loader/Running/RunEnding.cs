using Loader.Books;
using Loader.Reports;
using Loader.Sending;

namespace Loader.Running;

/// <summary>Which exit code the end of a run asks for. Pure; the report overrules a 0 that the books do not bear out.</summary>
internal static class RunEnding
{
    /// <param name="reason">Why the run ended.</param>
    /// <param name="counts">What the books say.</param>
    /// <param name="interrupted">The code that the signal asked for, when there was one.</param>
    public static int Code(EndReason reason, Counts counts, int? interrupted) => reason switch
    {
        EndReason.Interrupted => interrupted ?? ExitCode.Interrupted,
        _ when counts.Uncertain > 0 => ExitCode.SomeUncertain,
        EndReason.Finished { TooMany: not null } => ExitCode.StoppedEarly,
        EndReason.TooManyFailed or EndReason.DestinationStopped or EndReason.TimeUp or EndReason.SourceFailed => ExitCode.StoppedEarly,
        _ when counts.Failed > 0 => ExitCode.SomeFailed,
        _ => ExitCode.Done,
    };

    /// <summary>A sentence for the report where the end needs one.</summary>
    public static string? Note(EndReason reason) => reason switch
    {
        EndReason.LimitReached limit => FormattableString.Invariant($"--limit ended the reading after row {limit.Rows}; the rows behind it were not read"),
        EndReason.Finished { TooMany: { } limit } => $"too many rows failed: every row has its outcome, and more failed than max_failed allows ({limit})",
        EndReason.TooManyFailed tooMany => $"stopped early: more rows failed than max_failed allows ({tooMany.Limit})",
        EndReason.TimeUp time => $"stopped early: the run took as long as max_time allows ({time.Limit})",
        EndReason.SourceFailed broken => $"stopped early: the source could not be read any further: {broken.Finding}",
        EndReason.DestinationStopped { Code: SendingEnd.GivenUp.Unreachable } gone => $"stopped early: the destination could not be reached: {gone.Reason}",
        EndReason.DestinationStopped { Code: SendingEnd.GivenUp.Busy or SendingEnd.GivenUp.Failing } closed =>
            $"stopped early: the destination takes nothing at present: {closed.Reason} ({closed.Code})",
        EndReason.DestinationStopped refused => $"stopped early: the destination would refuse every further request: {refused.Reason} ({refused.Code})",
        EndReason.Interrupted => "interrupted: no more rows were read, what was in flight was waited for",
        _ => null,
    };
}

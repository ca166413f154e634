using Loader.Books;

namespace Loader.Reports;

/// <summary>
/// Everything a run can say, for people and machines: the whole load over all its runs, and this run's part in it. Cell values are
/// masked unless they were asked for. Published as docs/report.schema.json.
/// </summary>
internal sealed record Report
{
    /// <summary>Raised when a member changes its meaning or goes away; new members do not raise it.</summary>
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    /// <summary>The version of Loader.</summary>
    public required string Loader { get; init; }

    public required ReportedMapping Mapping { get; init; }

    public required IReadOnlyList<SourceFacts> Sources { get; init; }

    public required ReportedDestination Destination { get; init; }

    /// <summary>When the load began, in its first run.</summary>
    public required DateTimeOffset LoadStartedAt { get; init; }

    public required ReportedRun Run { get; init; }

    /// <summary>The whole load.</summary>
    public required ReportedCounts Counts { get; init; }

    /// <summary>Whether every row read has exactly one outcome: <c>read = sent + failed + skipped + uncertain</c>.</summary>
    public required bool Balances { get; init; }

    /// <summary>What this run changed. Negative where it settled rows that an earlier run left failed or uncertain.</summary>
    public required ReportedCounts ThisRun { get; init; }

    public required IReadOnlyList<SkippedRows> Skipped { get; init; }

    /// <summary>Failed rows by code, the largest group first.</summary>
    public required IReadOnlyList<FailedGroup> Failed { get; init; }

    /// <summary>The first uncertain rows; <see cref="Counts"/> says how many there are.</summary>
    public required IReadOnlyList<ReportedUncertain> Uncertain { get; init; }

    public required ReportedSending Sending { get; init; }

    /// <summary>What the embedded endpoint says where this was a rehearsal; null: events left for their destination.</summary>
    public ReportedRehearsal? Rehearsal { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>One hash over all payloads in row order.</summary>
    public string? PayloadHash { get; init; }

    public required ReportedEnd End { get; init; }

    public required ReportedFiles Files { get; init; }
}

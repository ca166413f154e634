namespace Loader.Settings;

/// <summary>What the command line says about a run. Null: the mapping or the default decides.</summary>
public sealed record RunFlags
{
    /// <summary>Where books and reports are kept when nothing else is said.</summary>
    public const string DefaultRuns = ".loader";

    public required string Mapping { get; init; }

    /// <summary>Replaces the source's path.</summary>
    public string? From { get; init; }

    /// <summary>Replaces the kind under <c>from:</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Keeps standard input in a file of the load's folder, so that a later run can continue.</summary>
    public bool Spool { get; init; }

    /// <summary>Replaces the destination's endpoint.</summary>
    public string? ToEndpoint { get; init; }

    /// <summary>Replaces the mapping's rate: <c>50 requests/s</c>.</summary>
    public string? Rate { get; init; }

    /// <summary>Replaces the mapping's number of requests in flight: <c>16</c>, <c>auto</c>, <c>auto 4..64</c>.</summary>
    public string? Parallel { get; init; }

    /// <summary>Reads no more than this many rows.</summary>
    public long? Limit { get; init; }

    /// <summary>Stops when more rows than this fail: <c>100</c>, <c>2%</c> or <c>2% of last 1000</c>.</summary>
    public string? MaxFailed { get; init; }

    /// <summary>Begins anew; the old books are kept beside the new ones.</summary>
    public bool Restart { get; init; }

    /// <summary>Sends only rows that failed, under the mapping as it is now.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Goes on where rows may be sent twice: those that failed were mended in one way, and now in the other.</summary>
    public bool AllowDoubles { get; init; }

    /// <summary>Where an incremental source begins, instead of where earlier loads came to.</summary>
    public string? Since { get; init; }

    /// <summary>Settles rows that are uncertain.</summary>
    public Settlement? Resolve { get; init; }

    /// <summary>How long the run may take: <c>2h</c>.</summary>
    public string? MaxTime { get; init; }

    public string Runs { get; init; } = DefaultRuns;

    /// <summary>How long requests in flight may take once the run has been asked to stop.</summary>
    public string? Grace { get; init; }

    /// <summary>How long to wait where nobody listens.</summary>
    public string? WaitForEndpoint { get; init; }

    /// <summary>The report as JSON on standard output instead of a summary.</summary>
    public bool Json { get; init; }

    /// <summary>No progress, no summary: the exit code and the report files speak.</summary>
    public bool Quiet { get; init; }

    /// <summary>Shows cell values in reports and on the screen instead of masking them.</summary>
    public bool ShowValues { get; init; }
}

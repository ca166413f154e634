namespace Loader.Reports;

/// <summary>Which mapping, and the hash of what it means.</summary>
internal sealed record ReportedMapping(string Name, string File, string Hash);

/// <summary>Where events went; the endpoint without user-info and query values.</summary>
internal sealed record ReportedDestination(string Name, string Endpoint);

/// <summary>This run: which one of the load, and when.</summary>
internal sealed record ReportedRun(int Number, DateTimeOffset StartedAt, DateTimeOffset EndedAt, double Seconds);

/// <summary>Rows by what became of them.</summary>
/// <param name="Read">Rows the sources gave, less those given back unsent.</param>
internal sealed record ReportedCounts(long Read, long Sent, long Failed, long Skipped, long Uncertain);

/// <summary>Failed rows with one code, stage and field.</summary>
/// <param name="Meaning">What the code means, where that is known.</param>
/// <param name="Samples">The first rows of the group.</param>
internal sealed record FailedGroup(string Code, string Stage, string? Field, string? Meaning, long Rows, IReadOnlyList<FailedSample> Samples);

/// <summary>One failed row.</summary>
internal sealed record FailedSample(long Row, long Line, string Reason, string? Place);

/// <summary>One uncertain row.</summary>
/// <param name="LeftAt">When it left for the first time; null where that is not on record.</param>
/// <param name="LeftSince">Where it is not: a moment before which it did not.</param>
internal sealed record ReportedUncertain(
    string Source, long Row, long Line, string? Key, string? EventId, DateTimeOffset? LeftAt, DateTimeOffset? LeftSince, string Reason);

/// <summary>What sending took in this run.</summary>
/// <param name="RowsPerSecond">Rows that got an outcome in this run, by its seconds.</param>
internal sealed record ReportedSending(long Requests, long Bytes, long Retries, long Connections, double RowsPerSecond);

/// <summary>How it ended and what to do.</summary>
internal sealed record ReportedEnd(int ExitCode, string Meaning, IReadOnlyList<ReportedStep> NextSteps, string ResumeCommand);

/// <summary>One thing to do.</summary>
/// <param name="What">In words.</param>
/// <param name="Command">The command line that does it, where there is one.</param>
internal sealed record ReportedStep(string What, string? Command);

/// <summary>Where more is to be found.</summary>
/// <param name="Books">The folder with the books of this load.</param>
/// <param name="Rejected">Every failed row with its reason.</param>
/// <param name="Receipts">What the destination called the requests whose results have to be asked for later.</param>
internal sealed record ReportedFiles(string Books, string? Rejected, string? Receipts = null);

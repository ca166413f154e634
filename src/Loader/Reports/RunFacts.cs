using Loader.Mappings.Rows;

namespace Loader.Reports;

/// <summary>What a run knows of itself beyond its books.</summary>
internal sealed record RunFacts
{
    public required string LoaderVersion { get; init; }

    /// <summary>The mapping's path, as it was given.</summary>
    public required string MappingFile { get; init; }

    public required IReadOnlyList<SourceFacts> Sources { get; init; }

    /// <summary>How rejected rows are written; it also says what is a cell in them.</summary>
    public required RejectedLayout Rejected { get; init; }

    /// <summary>The rejected file's path; null when there is none.</summary>
    public string? RejectedFile { get; init; }

    /// <summary>The file with the receipts by which results can be asked for later; null when there are none.</summary>
    public string? ReceiptsFile { get; init; }

    /// <summary>Rows that were read and given back unsent because the run stopped: they count as unread.</summary>
    public long GivenBack { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How the run thinks it ended; a report that says otherwise overrules a 0.</summary>
    public required int ExitCode { get; init; }

    public SendingFacts Sending { get; init; } = new(0, 0, 0, 0);

    /// <summary>Sentences worth reading: page views made, a Retry-After that was honoured, rows out of order.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>See <c>PayloadHash</c>; null when the run did not see all payloads.</summary>
    public string? PayloadHash { get; init; }

    /// <summary>The command that continues this load.</summary>
    public required string ResumeCommand { get; init; }

    /// <summary>The command that loads the rejected file once it has been corrected.</summary>
    public string? CorrectedCommand { get; init; }

    /// <summary>The command that sends failed rows again, once the mapping has been mended.</summary>
    public string? RetryCommand { get; init; }

    /// <summary>Failed rows that were loaded by themselves since, from a rejected file; there is nothing to do about them here.</summary>
    public long FailedElsewhere { get; init; }

    /// <summary>The command that names all uncertain rows.</summary>
    public string? StatusCommand { get; init; }

    /// <summary>The command that settles uncertain rows.</summary>
    public string? ResolveCommand { get; init; }

    /// <summary>After a rehearsal: how the real thing is loaded. Null after a run.</summary>
    public ReportedStep? RealRun { get; init; }

    /// <summary>Where no run has ended: why. Null after a run that did.</summary>
    public UnfinishedRun? Unfinished { get; init; }

    /// <summary>Whether no later run can continue, because the rows come once.</summary>
    public bool ComesOnce { get; init; }

    /// <summary>What a person does about rows refused under a destination's code; null where that hangs on the case.</summary>
    public Func<string, string?> Advice { get; init; } = _ => null;

    /// <summary>Whether requests were made to fail on purpose.</summary>
    public bool HasFaults { get; init; }

    /// <summary>Whether every row has its outcome and more failed than the mapping allows.</summary>
    public bool TooManyFailed { get; init; }

    /// <summary>What the embedded endpoint says after a rehearsal; null after a run.</summary>
    public ReportedRehearsal? Rehearsal { get; init; }

    /// <summary>Whether the source has rows that were left unread on purpose.</summary>
    public bool MoreRows { get; init; }

    /// <summary>The mapping's text: what a reason quotes from it is no cell value.</summary>
    public string MappingText { get; init; } = "";

    /// <summary>Shows cells in reasons and keys instead of their shape.</summary>
    public bool ShowValues { get; init; }

    /// <summary>The title of a finding code, or what a destination means by one of its codes.</summary>
    public Func<string, string?> Meaning { get; init; } = _ => null;
}

/// <summary>One source.</summary>
/// <param name="Name">As the mapping names it.</param>
/// <param name="Rows">The number of the last row it gave, over the whole load.</param>
/// <param name="Bytes">Its size; null when it cannot be known.</param>
/// <param name="Fingerprint">What tells its content from another.</param>
internal sealed record SourceFacts(string Name, long Rows, long? Bytes, string Fingerprint)
{
    /// <summary>The files it consists of; empty for a source that is one thing.</summary>
    public IReadOnlyList<PartFacts> Parts { get; init; } = [];
}

/// <summary>One file of a source.</summary>
/// <param name="Name">The file.</param>
/// <param name="FirstRow">The number that its first row has within the whole source.</param>
/// <param name="Rows">Rows it gave, over the whole load.</param>
internal sealed record PartFacts(string Name, long FirstRow, long Rows, long Sent, long Failed, long Skipped, long Uncertain);

/// <summary>What sending took in this run.</summary>
/// <param name="Requests">Attempts that left, repeated ones included.</param>
/// <param name="Bytes">Bytes of their bodies.</param>
/// <param name="Retries">How many of the requests were repetitions.</param>
/// <param name="Connections">Connections opened.</param>
internal sealed record SendingFacts(long Requests, long Bytes, long Retries, long Connections);

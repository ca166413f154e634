using Loader.Reports;

namespace Loader.Running;

/// <summary>What a report says that only the caller can word.</summary>
/// <param name="Version">The loader's version.</param>
/// <param name="ResumeCommand">The command line that continues this load.</param>
/// <param name="Meaning">The title of a finding code or of a destination's code; null when there is none.</param>
internal sealed record RunWords(string Version, string ResumeCommand, Func<string, string?> Meaning)
{
    /// <summary>The command line that loads a corrected file of rejected rows, by its path.</summary>
    public Func<string, string>? CorrectedCommand { get; init; }

    /// <summary>The command line that sends failed rows again, once the mapping has been mended.</summary>
    public string? RetryCommand { get; init; }

    /// <summary>The command line that names the uncertain rows.</summary>
    public string? StatusCommand { get; init; }

    /// <summary>The command line that settles them.</summary>
    public string? ResolveCommand { get; init; }

    /// <summary>What a person does about rows refused under a destination's code.</summary>
    public Func<string, string?> Advice { get; init; } = _ => null;

    /// <summary>In a rehearsal: whether requests are made to fail on purpose.</summary>
    public bool HasFaults { get; init; }

    /// <summary>In a rehearsal: what its endpoint says, asked when the load has ended.</summary>
    public Func<ReportedRehearsal>? Rehearsal { get; init; }

    /// <summary>After a rehearsal: how the real thing is loaded.</summary>
    public ReportedStep? RealRun { get; init; }
}

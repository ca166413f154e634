using Loader.Mappings.Findings;

namespace Loader.Options;

/// <summary>What reading settings needs besides the settings: the environment, where findings go, what is secret.</summary>
/// <param name="Findings">Collects mistakes.</param>
/// <param name="Variable">The environment: a variable's value or null.</param>
/// <param name="Secrets">Collects the values that must not be shown.</param>
public sealed record OptionContext(FindingList Findings, Func<string, string?> Variable, Secrets Secrets)
{
    /// <summary>
    /// Whether a variable that is not set is only a note: a mapping is checked and previewed on machines that do not have the run's environment.
    /// A stand-in takes its place: an address on this machine for a whole setting, a 1 within one, so that an address around it stays an address.
    /// </summary>
    public bool VariablesMayBeMissing { get; init; }

    /// <summary>Whether settings are only checked: then nothing is used up, and standard input, which comes once, is left to whoever reads it.</summary>
    public bool ChecksOnly { get; init; }

    /// <summary>Whether what the rows cost is said before they are asked for, also where all variables are there.</summary>
    public bool TellsCost { get; init; }

    /// <summary>The name of the load that the settings are for: the mapping's. What has to be the same in every run of a load hangs on it.</summary>
    public string Load { get; init; } = "";

    /// <summary>Whether the load goes to the embedded endpoint: then nothing else may be asked either, no token and no probe elsewhere.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Where standard input is kept so that a later run can continue; null when it is not.</summary>
    public SpoolPlace? Spool { get; init; }

    /// <summary>What a source may know of earlier runs of the load; null where there is no load, only rows to be looked at.</summary>
    public SourceRun? Run { get; init; }

    /// <summary>The clock that limits of age are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Over the process's own environment.</summary>
    public static OptionContext OfProcess(FindingList findings) => new(findings, Environment.GetEnvironmentVariable, new());
}

using Loader.Mappings.Findings;

namespace Loader.Options;

/// <summary>What reading settings needs besides the settings: the environment, where findings go, what is secret.</summary>
/// <param name="Findings">Collects mistakes.</param>
/// <param name="Variable">The environment: a variable's value or null.</param>
/// <param name="Secrets">Collects the values that must not be shown.</param>
public sealed record OptionContext(FindingList Findings, Func<string, string?> Variable, Secrets Secrets)
{
    /// <summary>Over the process's own environment.</summary>
    public static OptionContext OfProcess(FindingList findings) => new(findings, Environment.GetEnvironmentVariable, new());
}

using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;

namespace Loader.Running.Preparing;

/// <summary>What <c>secret("NAME")</c> gives: an environment variable, hidden from then on wherever something is shown.</summary>
internal sealed class SecretVariables(OptionContext context, string mapping) : ISecretValues
{
    private const string StandIn = "stand-in for a secret";
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> checks = new(StringComparer.Ordinal);

    /// <summary>A check value of each secret that was asked for, by its name: another one makes other ids and hashes.</summary>
    public IReadOnlyDictionary<string, string> Checks => checks;

    public string? Find(string name)
    {
        var value = context.Variable(name);
        if (!string.IsNullOrEmpty(value))
        {
            context.Secrets.Add(value);
            checks[name] = CheckValue.Of(value);
            return value;
        }

        if (!context.VariablesMayBeMissing) return null;
        if (missing.Add(name))
            context.Findings.Add(OptionCodes.VariableForLater, Place.Of(mapping), $"the environment variable {name} is not set here; a run needs it");
        return StandIn;
    }
}

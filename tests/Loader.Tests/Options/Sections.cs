using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Tests.Options;

/// <summary>Sections read from YAML as a mapping has them, with an environment of the test's own.</summary>
internal sealed class Sections
{
    public FindingList Findings { get; } = [];

    public Secrets Secrets { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public bool VariablesMayBeMissing { get; init; }

    /// <summary>The codes and messages so far, without places and hints.</summary>
    public IEnumerable<string> Messages => Findings.Select(finding => $"{finding.Code.Id}: {finding.Message}");

    public string Shown => string.Join('\n', Findings);

    public OptionContext Context => new(Findings, name => Environment.GetValueOrDefault(name), Secrets) { VariablesMayBeMissing = VariablesMayBeMissing };

    /// <summary>The section that stands under <c>send:</c> in a text.</summary>
    public Section Read(string yaml, params (string Name, string Value)[] overrides)
    {
        var entry = YamlReader.Read(yaml, "m.yaml", Findings)!.Entries.Single();
        return new(entry.Name, entry.Value, Context, entry.Place, overrides.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal));
    }
}

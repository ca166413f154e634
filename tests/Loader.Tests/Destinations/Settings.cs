using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Tests.Destinations;

/// <summary>Settings written as pairs, in place of a YAML section.</summary>
internal static class Settings
{
    public static Section Section(FindingList findings, params (string Name, string Text)[] settings) => Section(findings, new(), settings);

    public static Section Section(FindingList findings, Secrets secrets, params (string Name, string Text)[] settings)
    {
        var entries = settings.Select((setting, i) => new YamlEntry(
            setting.Name, new YamlScalar(setting.Text, Quoted: false, new("mapping.yaml", i + 2, 15)), new("mapping.yaml", i + 2, 5)));
        var place = new Place("mapping.yaml", 1, 3);
        return new("to.test", new YamlMap([.. entries], place), new(findings, _ => null, secrets), place);
    }

    /// <summary>A destination that measures ages by another clock.</summary>
    public static IDestination Configure(IDestinationKind kind, TimeProvider clock, params (string Name, string Text)[] settings)
    {
        var findings = new FindingList();
        var section = Section(findings, settings);
        var map = new YamlMap(
            [.. settings.Select(setting => new YamlEntry(setting.Name, new YamlScalar(setting.Text, Quoted: false, section.Place), section.Place))],
            section.Place);
        var destination = kind.Configure(new("to.test", map, section.Context with { Clock = clock }, section.Place));
        Assert.False(findings.HasErrors, string.Join('\n', findings));
        return destination!;
    }

    public static IDestination Configure(IDestinationKind kind, params (string Name, string Text)[] settings)
    {
        var findings = new FindingList();
        var destination = kind.Configure(Section(findings, settings));
        Assert.False(findings.HasErrors, string.Join('\n', findings));
        return destination!;
    }
}

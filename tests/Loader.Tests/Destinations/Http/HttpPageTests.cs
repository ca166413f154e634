using System.Text.RegularExpressions;
using Loader.Destinations;
using Loader.Destinations.Http;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Tests.Architecture;

namespace Loader.Tests.Destinations.Http;

/// <summary>The page docs/destinations/http.md says what the program does, and its examples are taken as they stand.</summary>
public sealed partial class HttpPageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "destinations", "http.md");

    public static TheoryData<string> Examples => [.. Yaml().Matches(File.ReadAllText(Page)).Select(match => match.Groups["yaml"].Value)];

    [Fact]
    public void Its_settings_are_those_the_program_reads() => SettingsTable.AssertPart("http.md", "settings", SettingsTable.Of(new HttpKind()));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Its_examples_can_be_used(string yaml)
    {
        FindingList findings = [];
        var settings = ((YamlMap)((YamlMap)YamlReader.Read(yaml, "http.md", findings)!.Find("to")!.Value).Find("http")!.Value);
        var context = new OptionContext(findings, name => "value-of-" + name, new());

        var destination = (HttpDestination?)new HttpKind().Configure(new("to.http", settings, context, settings.Place));
        var row = new ShapeBuilder().Slot("region", "eu").Slot("client_id", "c1").Slot("name", "purchase");

        Assert.False(findings.HasErrors, string.Join('\n', findings));
        Assert.IsType<Packing.Ready>(Endpoints.TryPack(destination!, row).Packing);
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Yaml();
}

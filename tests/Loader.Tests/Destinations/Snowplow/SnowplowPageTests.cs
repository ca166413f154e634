using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Loader.Destinations.Snowplow;
using Loader.Options;
using Loader.Tests.Architecture;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>The page docs/destinations/snowplow.md says what the program does.</summary>
public sealed class SnowplowPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "destinations", "snowplow.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Its_settings_are_those_the_program_reads()
    {
        var section = Section.Empty("to.snowplow");
        new SnowplowKind().Configure(section);
        var table = new StringBuilder("| setting | form | default | |\n|---|---|---|---|\n");
        foreach (var setting in section.Described)
        {
            var otherwise = setting.Name == "tracker_version" ? "`loader-` and its version" : setting.Default is { } text ? $"`{text}`" : "-";
            table.Append('|').AppendJoin(
                '|',
                $" `{setting.Name}` ",
                $" {setting.Form.Replace("|", "\\|", StringComparison.Ordinal)} ",
                $" {otherwise} ",
                $" {setting.Help} ").Append("|\n");
        }

        Assert.Equal(table.ToString(), Part("settings"));
    }

    [Fact]
    public void Its_types_are_those_the_program_takes()
    {
        var table = new StringBuilder("| type | `e` | field | parameter | needed | |\n|---|---|---|---|---|---|\n");
        foreach (var type in SnowplowFields.Types)
        {
            if (type.Fields.Count + type.Others.Count == 0)
            {
                table.Append($"| `{type.Name}` | `{type.Code}` | `page_url` | `url` | yes | the page's address |\n");
            }

            foreach (var field in type.Fields)
                table.Append(
                    $"| `{type.Name}` | `{type.Code}` | `{field.Name}` | `{field.Key}` | {(type.Required.Contains(field.Name) ? "yes" : "no")} | {Help(field)} |\n");
            foreach (var (name, help) in type.Others) table.Append(
                $"| `{type.Name}` | `{type.Code}` | `{name}` | in the JSON | {(name == "data" || (type.Name, name) == ("screen_view", "name") ? "yes" : "no")} | {help} |\n");
        }

        Assert.Equal(table.ToString(), Part("types"));
    }

    [Fact]
    public void Its_fields_are_those_the_program_takes()
    {
        var table = new StringBuilder("| field | parameter | |\n|---|---|---|\n");
        foreach (var (name, help) in SnowplowFields.Special) table.Append($"| `{name}` | {Parameter(name)} | {help} |\n");
        foreach (var field in SnowplowFields.Common) table.Append($"| `{field.Name}` | `{field.Key}` | {Help(field)} |\n");

        Assert.Equal(table.ToString(), Part("fields"));
    }

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var named = Regex.Matches(Part("functions"), @"\| `(?:(?<type>\w+)\.)?(?<test>\w+)` \|$", RegexOptions.Multiline).ToList();

        Assert.True(named.Count >= 25);
        Assert.All(named, name =>
        {
            var type = Type.GetType(
                $"Loader.Tests.Destinations.Snowplow.{(name.Groups["type"].Success ? name.Groups["type"].Value : nameof(SnowplowSeedTests))}");
            Assert.NotNull(type?.GetMethod(name.Groups["test"].Value, BindingFlags.Public | BindingFlags.Instance));
        });
    }

    private static string Help(SnowplowField field) =>
        field.Longest == 0 ? field.Help : FormattableString.Invariant($"{field.Help}; {field.Longest} characters");

    private static string Parameter(string name) => name switch
    {
        SnowplowFields.Type => "`e`",
        SnowplowFields.Timestamp => "`ttm`",
        SnowplowFields.CreatedTimestamp => "`dtm`",
        SnowplowFields.SentTimestamp => "`stm`",
        SnowplowFields.EventId => "`eid`",
        _ => "`cx`, `co`",
    };

    private static string Part(string name)
    {
        var start = Page.IndexOf('\n', Page.IndexOf($"<!-- {name}:", StringComparison.Ordinal)) + 1;
        return Page[start..Page.IndexOf($"<!-- /{name}", StringComparison.Ordinal)];
    }
}

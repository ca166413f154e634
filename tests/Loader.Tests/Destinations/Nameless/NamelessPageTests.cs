using System.Text;
using Loader.Destinations.Nameless;
using Loader.Options;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The page docs/destinations/nameless.md says what the program does.</summary>
public sealed class NamelessPageTests
{
    [Fact]
    public void Its_settings_are_those_the_program_reads()
    {
        var section = Section.Empty("to.nameless");
        new NamelessKind().Configure(section);
        var table = new StringBuilder("| setting | form | default | |\n|---|---|---|---|\n");
        foreach (var setting in section.Described)
        {
            var otherwise = setting.Required ? "must be given" : setting.Default is { } text ? $"`{text}`" : "-";
            table.Append('|').AppendJoin('|', $" `{setting.Name}` ", $" {setting.Form.Replace("|", "\\|", StringComparison.Ordinal)} ", $" {otherwise} ", $" {setting.Help} ").Append("|\n");
        }

        AssertPart("settings", table.ToString());
    }

    [Fact]
    public void Its_fields_are_those_the_program_takes()
    {
        var table = new StringBuilder("| field | needed | protocol | |\n|---|---|---|---|\n");
        foreach (var field in NamelessFields.All)
        {
            table.Append('|').AppendJoin('|', $" `{field.Name}` ", field.Required ? " yes " : " no ", field.Only2026 ? " 2026 " : " all ", $" {field.Help.Replace("<", "&lt;", StringComparison.Ordinal)} ").Append("|\n");
        }

        AssertPart("fields", table.ToString());
    }

    private static void AssertPart(string name, string expected)
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "destinations", "nameless.md"));
        var start = text.IndexOf($"<!-- {name}:", StringComparison.Ordinal);
        start = text.IndexOf('\n', start) + 1;
        var end = text.IndexOf($"<!-- /{name}", StringComparison.Ordinal);
        Assert.Equal(expected, text[start..end], ignoreLineEndingDifferences: true);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Loader.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}

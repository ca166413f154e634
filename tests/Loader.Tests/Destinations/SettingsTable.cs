using System.Text;
using Loader.Destinations;
using Loader.Options;

namespace Loader.Tests.Destinations;

/// <summary>The parts of a destination's page that are made from the program.</summary>
internal static class SettingsTable
{
    /// <summary>The table of all settings of a destination, as its page has it.</summary>
    public static string Of(IDestinationKind kind)
    {
        var section = Section.Empty("to." + kind.Name);
        kind.Configure(section);
        var table = new StringBuilder("| setting | form | default | |\n|---|---|---|---|\n");
        foreach (var setting in section.Described)
        {
            var otherwise = setting.Required ? "must be given" : setting.Default is { Length: > 0 } text ? $"`{text}`" : "-";
            table.Append('|').AppendJoin(
                '|',
                $" `{setting.Name}` ",
                $" {setting.Form.Replace("|", "\\|", StringComparison.Ordinal)} ",
                $" {otherwise} ",
                $" {setting.Help} ").Append("|\n");
        }

        return table.ToString();
    }

    /// <summary>Compares the part of a page between <c>&lt;!-- name: … --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
    public static void AssertPart(string page, string name, string expected)
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "destinations", page));
        var start = text.IndexOf('\n', text.IndexOf($"<!-- {name}:", StringComparison.Ordinal)) + 1;
        var end = text.IndexOf($"<!-- /{name}", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("LOADER_REFRESH") == "1")
        {
            File.WriteAllText(Path.Combine(Root(), "docs", "destinations", page), text[..start] + expected + text[end..]);
        }
        else Assert.Equal(expected, text[start..end], ignoreLineEndingDifferences: true);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Loader.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}

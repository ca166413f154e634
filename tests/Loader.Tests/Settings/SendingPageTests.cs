using Loader.Options;
using Loader.Settings;
using Loader.Tests.Architecture;

namespace Loader.Tests.Settings;

/// <summary>The page about sending names every setting there is, and no other.</summary>
public sealed class SendingPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "sending.md"));

    [Fact]
    public void It_names_every_setting_with_its_default()
    {
        var section = Section.Empty("send");
        SendSettings.Read(section, uncertain: null);

        var rows = Page.Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        var expected = section.Described.Select(setting => (setting.Name, setting.Default ?? "none")).Order();
        Assert.Equal(expected, rows.Select(row => (row[1].Trim('`'), row[2].Trim('`'))).Order());
    }
}

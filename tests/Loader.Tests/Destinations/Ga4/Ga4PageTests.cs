using System.Text;
using Loader.Destinations.Ga4;

namespace Loader.Tests.Destinations.Ga4;

/// <summary>The page docs/destinations/ga4.md says what the program does.</summary>
public sealed class Ga4PageTests
{
    [Fact]
    public void Its_settings_are_those_the_program_reads() => SettingsTable.AssertPart("ga4.md", "settings", SettingsTable.Of(new Ga4Kind()));

    [Fact]
    public void Its_fields_are_those_the_program_takes()
    {
        var table = new StringBuilder("| field | |\n|---|---|\n");
        foreach (var (name, help) in Ga4Fields.All) table.Append('|').AppendJoin('|', $" `{name}` ", $" {help} ").Append("|\n");

        SettingsTable.AssertPart("ga4.md", "fields", table.ToString());
    }
}

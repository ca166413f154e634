using System.Text;
using Loader.Destinations.Nameless;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The page docs/destinations/nameless.md says what the program does.</summary>
public sealed class NamelessPageTests
{
    [Fact]
    public void Its_settings_are_those_the_program_reads() =>
        SettingsTable.AssertPart("nameless.md", "settings", SettingsTable.Of(new NamelessKind()));

    [Fact]
    public void Its_fields_are_those_the_program_takes()
    {
        var table = new StringBuilder("| field | needed | protocol | |\n|---|---|---|---|\n");
        foreach (var field in NamelessFields.All)
        {
            table.Append('|').AppendJoin(
                '|',
                $" `{field.Name}` ",
                field.Required ? " yes " : " no ",
                field.Only2026 ? " 2026 " : " all ",
                $" {field.Help.Replace("<", "&lt;", StringComparison.Ordinal)} ").Append("|\n");
        }

        SettingsTable.AssertPart("nameless.md", "fields", table.ToString());
    }
}

using Loader.Mappings.Findings;
using Loader.Sources.Bytes;

namespace Loader.Sources.Csv;

/// <summary>Makes a file that is read after another one look like it: the same columns, found by name.</summary>
internal static class CsvLikeness
{
    private const int Shown = 5;

    /// <summary>The table under the first one's columns; null with a finding when it has others.</summary>
    public static CsvTable? Of(CsvTable table, CsvTable first, int line, FindingList findings)
    {
        var place = new Place(table.Name, line, 0);
        var (own, wanted) = (Names(table), Names(first));
        var missing = wanted.Except(own, StringComparer.Ordinal).ToList();
        var further = own.Except(wanted, StringComparer.Ordinal).ToList();
        if (missing.Count + further.Count > 0)
        {
            var differences = string.Join("; ", new[] { Say(missing, "does not have"), Say(further, "has in addition") }.OfType<string>());
            findings.Add(InputCodes.OtherColumns, place, $"'{table.Name}' has other columns than '{first.Name}': it {differences}", Hint(missing, further));
            return null;
        }

        var like = table with { Schema = first.Schema, First = first };
        if (own.SequenceEqual(wanted, StringComparer.Ordinal)) return like;
        findings.Add(InputCodes.OtherOrder, place, $"'{table.Name}' has the columns of '{first.Name}' in another order; they go by name");
        return like with { Order = [.. wanted.Select(name => table.Schema.IndexOf(name))] };
    }

    private static List<string> Names(CsvTable table) => [.. table.Schema.Columns.Select(column => column.Name)];

    private static string? Say(List<string> names, string what) =>
        names.Count == 0
            ? null
            : $"{what} {string.Join(", ", names.Take(Shown).Select(name => $"'{name}'"))}{(names.Count > Shown ? $" and {names.Count - Shown} more" : "")}";

    private static string Hint(List<string> missing, List<string> further) =>
        missing.Select(name => DidYouMean.Nearest(name, further) is { } near ? $"was '{name}' renamed to '{near}'?" : null).OfType<string>().FirstOrDefault()
        ?? "load such files by themselves, with a mapping that fits them";
}

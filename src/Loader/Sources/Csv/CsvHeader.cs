using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources.Csv;

/// <summary>Names the columns: from the header, the mapping, or by number.</summary>
internal static class CsvHeader
{
    /// <summary>What to do about a name that is no text.</summary>
    public const string SetEncoding = "set encoding to what the file is in";

    private const string NameThem = ", or name all columns in the mapping: header: false, skip_lines: 1, columns: [order_id, …]";

    /// <summary>The columns, or null when the header cannot be used (findings say why, each with the positions it is about).</summary>
    public static IReadOnlyList<Column>? Columns(CsvHead head, CsvOptions options, TextEncoding encoding, FindingList findings)
    {
        if (!head.HasHeader)
        {
            var numbers = Enumerable.Range(1, head.First?.Cells.Count ?? 0);
            return Named(options.Columns ?? numbers.Select(number => FormattableString.Invariant($"c{number}")));
        }

        if (head.First is not { } header) return [];
        var place = new Place(options.Path, (int)head.FirstLine, 0);
        var before = findings.Count;
        if (header.Broken) findings.Add(CsvCodes.BadHeader, place, "the quotes of the header are not in order", "double the quotes inside a quoted name");
        FindBadNames(header.Cells, encoding, place, findings);
        var names = header.Cells.Select(Encoding.UTF8.GetString).ToList();
        FindRepeatedNames(names, place, findings);
        return findings.Count > before ? null : Named(names);
    }

    private static List<Column> Named(IEnumerable<string> names) => [.. names.Select(name => new Column(name, ValueKind.Text))];

    private static void FindBadNames(IReadOnlyList<byte[]> cells, TextEncoding encoding, Place place, FindingList findings)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (!Utf8.IsValid(cells[i]))
            {
                findings.Add(
                    CsvCodes.BadHeader, place, $"the name of column {i + 1} holds bytes that are not {encoding.Name}", SetEncoding);
            }
            else if (cells[i].AsSpan().Trim(" \t"u8).IsEmpty)
            {
                var hint = i == cells.Count - 1 ? "does the header end with a delimiter? Give it a name" : "give it a name";
                findings.Add(CsvCodes.BadHeader, place, $"column {i + 1} of {cells.Count} has no name", hint + NameThem);
            }
        }
    }

    private static void FindRepeatedNames(List<string> names, Place place, FindingList findings)
    {
        foreach (var name in names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var positions = Enumerable.Range(1, names.Count)
                .Where(position => string.Equals(names[position - 1], name, StringComparison.Ordinal))
                .Select(position => position.ToString(CultureInfo.InvariantCulture))
                .ToList();
            if (positions.Count == 1) continue;
            var list = string.Join(", ", positions.SkipLast(1)) + " and " + positions[^1];
            var message = $"columns {list} are {(positions.Count == 2 ? "both" : "all")} named '{name}'";
            findings.Add(CsvCodes.BadHeader, place, message, "give each column a name of its own" + NameThem);
        }
    }
}

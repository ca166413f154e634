using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using Loader.Mappings.Rows;

namespace Loader.Sources.Csv;

/// <summary>What the beginning of a file says that no setting does.</summary>
internal static partial class CsvDetection
{
    private const int RowsToLookAt = 100;

    /// <summary>One cell in so many may be no number: exports are never clean, and those few rows fail anyway.</summary>
    private const int MostMisfits = 10;

    /// <param name="text">The beginning of the file, the line break before it included (see <see cref="CsvDialect"/>).</param>
    /// <param name="hasMark">Whether it begins with a byte order mark.</param>
    public static IReadOnlyList<Detection> Of(
        CsvHead head, ReadOnlyMemory<byte> text, CsvOptions options, TextEncoding encoding, bool hasMark, IReadOnlyList<Column> columns)
    {
        List<Detection> detected = [];
        if (options.Delimiter is null) detected.Add(Delimiter(head, columns.Count));

        // Of plain ASCII there is nothing to say: it is the same in all of them.
        if (options.Encoding is null && (hasMark || !Ascii.IsValid(text.Span)))
        {
            detected.Add(new("encoding", encoding.Name, $"the text is {encoding.Name}: it has {(hasMark ? "its" : "no")} byte order mark"));
        }

        detected.AddRange(DecimalCommas(head, text, columns));
        return detected;
    }

    private static Detection Delimiter(CsvHead head, int columns)
    {
        var noun = head.Dialect.Delimiter switch { ',' => "a comma", ';' => "a semicolon", '\t' => "a tab", '|' => "a pipe", var other => $"'{other}'" };
        return new(
            "delimiter",
            head.Dialect.Delimiter == '\t' ? "tab" : head.Dialect.Delimiter.ToString(),
            head.SaidDelimiter is { } said ? $"the first line says 'sep={said}', so {noun} stands between cells"
            : columns < 2 ? "every row has one cell: no delimiter fits"
            : $"{noun} stands between cells");
    }

    /// <summary>
    /// Columns whose cells, but for a few, are numbers with a comma before the fraction. 1,234 alone may be a thousand: at least one cell has to
    /// have another count of digits behind its comma.
    /// </summary>
    private static IEnumerable<Detection> DecimalCommas(CsvHead head, ReadOnlyMemory<byte> text, IReadOnlyList<Column> columns)
    {
        var (seen, groups) = (new bool[columns.Count], new bool[columns.Count]);
        var (cells, misfits) = (new int[columns.Count], new int[columns.Count]);
        using var reader = CsvReader.Create(text[(int)Math.Min(head.DataStart, text.Length)..], head.Dialect.Options(_ => { }));
        for (var row = 0; row < RowsToLookAt && reader.Read(); row++)
        {
            // The last record of the text may be cut within a cell.
            if (head.DataStart + reader.ByteOffset + reader.RawRecord.Length >= text.Length && row > 0) break;
            for (var column = 0; column < Math.Min(columns.Count, reader.FieldCount); column++)
            {
                var cell = Encoding.UTF8.GetString(reader.GetSpan(column));
                if (cell.Length == 0) continue;
                cells[column]++;
                var number = CommaNumber().Match(cell);
                if (!number.Success) misfits[column]++;
                groups[column] |= number.Groups["groups"].Length > 0;
                seen[column] |= number.Groups["fraction"].Length is > 0 and not 3
                    || (number.Groups["fraction"].Length == 3 && number.Groups["groups"].Length > 0);
            }
        }

        for (var column = 0; column < columns.Count; column++)
        {
            if (!seen[column] || misfits[column] * MostMisfits > cells[column]) continue;
            var (name, function) = (columns[column].Name, groups[column] ? """decimal(",", ".")""" : """decimal(",")""");
            yield return new(
                $"columns.{name}",
                function,
                string.Create(CultureInfo.InvariantCulture, $"the numbers of '{name}' have a decimal comma: {function} under columns reads them"));
        }
    }

    [GeneratedRegex(@"^[+-]?(\d+|\d{1,3}(?<groups>(\.\d{3})+))(,(?<fraction>\d+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CommaNumber();
}

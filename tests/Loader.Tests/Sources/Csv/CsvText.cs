using System.Text;

namespace Loader.Tests.Sources.Csv;

/// <summary>How a test writes a file.</summary>
internal sealed record CsvForm(char Delimiter, char Quote, string LineEnd, bool FinalEnd, bool QuoteAll);

/// <summary>Writes RFC 4180, for the reader to be measured by.</summary>
internal static class CsvText
{
    /// <summary>A header of c0, c1, … and the rows.</summary>
    public static string Write(string[][] rows, CsvForm form)
    {
        var header = Enumerable.Range(0, rows[0].Length).Select(n => $"c{n}");
        var lines = rows.Select(row => Line(row, form)).Prepend(string.Join(form.Delimiter, header));
        return string.Join(form.LineEnd, lines) + (form.FinalEnd ? form.LineEnd : "");
    }

    private static string Line(string[] cells, CsvForm form) => string.Join(form.Delimiter, cells.Select(cell => Cell(cell, form, isAlone: cells.Length == 1)));

    private static string Cell(string cell, CsvForm form, bool isAlone)
    {
        var needed = form.QuoteAll || (isAlone && cell.Length == 0) || cell.AsSpan().IndexOfAny([form.Delimiter, form.Quote, '\r', '\n']) >= 0;
        if (!needed) return cell;
        return new StringBuilder(cell).Replace(form.Quote.ToString(), new string(form.Quote, 2)).Insert(0, form.Quote).Append(form.Quote).ToString();
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Loader.Sources.Xlsx;

namespace Loader.Tests.Sources.Xlsx;

/// <summary>Writes the least of a workbook that is one: sheets of cells in their own XML (ECMA-376 part 1, 18.3).</summary>
internal sealed class Workbook
{
    /// <summary>Styles 0 to 7, one number format each.</summary>
    private static readonly string[] Formats =
    [
        "General", "yyyy-mm-dd", "yyyy-mm-dd h:mm:ss", "h:mm:ss", "[h]:mm:ss", "[$-409]d/m/yyyy;@", "0.00%", "d \"days\" mmmm",
    ];

    private readonly List<(string Name, string State, string Rows)> sheets = [];

    public bool Counts1904 { get; init; }

    /// <summary>What stands in the sheet's list of dimensions; null: nothing.</summary>
    public string? Dimension { get; init; }

    public IReadOnlyList<string>? SharedTexts { get; init; }

    /// <summary>Cells in short: see <see cref="Cell"/>. Null leaves the row out.</summary>
    public Workbook Sheet(string name, params string?[][] rows) => Raw(name, "visible", Rows(rows));

    public Workbook Hidden(string name, params string?[][] rows) => Raw(name, "hidden", Rows(rows));

    public Workbook Raw(string name, string state, string rows)
    {
        sheets.Add((name, state, rows));
        return this;
    }

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "_rels/.rels", Relations(("r1", "officeDocument", "xl/workbook.xml")));
            var relations = sheets.Select((_, i) => ($"s{i}", "worksheet", $"worksheets/sheet{i + 1}.xml")).Append(("st", "styles", "styles.xml"));
            Add(
                zip,
                "xl/_rels/workbook.xml.rels",
                Relations([.. SharedTexts is null ? relations : relations.Append(("ss", "sharedStrings", "sharedStrings.xml"))]));
            var list = string.Concat(sheets.Select((sheet, i) => $"""<sheet name="{sheet.Name}" sheetId="{i + 1}" state="{sheet.State}" r:id="s{i}"/>"""));
            Add(
                zip,
                "xl/workbook.xml",
                $"""<workbook {Main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="{(Counts1904 ? 1 : 0)}"/><sheets>{list}</sheets></workbook>""");
            var formats = string.Concat(Formats.Select((format, i) => $"""<numFmt numFmtId="{i + 170}" formatCode="{SecurityElement.Escape(format)}"/>"""));
            var styles = string.Concat(Formats.Select((_, i) => $"""<xf numFmtId="{(i == 0 ? 0 : i + 170)}" applyNumberFormat="1"/>"""));
            Add(
                zip,
                "xl/styles.xml",
                $"""<styleSheet {Main}><numFmts count="{Formats.Length}">{formats}</numFmts><cellXfs count="{Formats.Length}">{styles}</cellXfs></styleSheet>""");
            if (SharedTexts is not null)
                Add(
                    zip,
                    "xl/sharedStrings.xml",
                    $"<sst {Main}>{string.Concat(SharedTexts.Select(text => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>"))}</sst>");
            for (var i = 0; i < sheets.Count; i++)
            {
                Add(
                    zip,
                    $"xl/worksheets/sheet{i + 1}.xml",
                    $"<worksheet {Main}>{(Dimension is null ? "" : $"<dimension ref=\"{Dimension}\"/>")}<sheetData>{sheets[i].Rows}</sheetData></worksheet>");
            }
        }

        return file.ToArray();
    }

    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private static string Rows(string?[][] rows) =>
        string.Concat(
            rows.Select((cells, i) => $"<row r=\"{i + 1}\">{string.Concat(cells.Select((cell, column) => Cell(cell, $"{CellName.LettersOf(column)}{i + 1}")))}</row>"));

    /// <summary>
    /// <c>#12.5</c> a number, <c>#46082@1</c> one in style 1, <c>?1</c> a boolean, <c>!#N/A</c> an error, <c>$0</c> a shared text, <c>=A1:2</c> a
    /// formula with its value, others text; null no cell.
    /// </summary>
    private static string Cell(string? cell, string place) => cell switch
    {
        null => "",
        ['#', .. var number] when number.Split('@') is var parts => $"""<c r="{place}" s="{(parts.Length > 1 ? parts[1] : "0")}"><v>{parts[0]}</v></c>""",
        ['?', .. var truth] => $"""<c r="{place}" t="b"><v>{truth}</v></c>""",
        ['!', .. var error] => $"""<c r="{place}" t="e"><v>{error}</v></c>""",
        ['$', .. var index] => $"""<c r="{place}" t="s"><v>{index}</v></c>""",
        ['=', .. var formula] when formula.Split(':') is [var code, var value] => $"""<c r="{place}"><f>{code}</f><v>{value}</v></c>""",
        _ => $"""<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(cell)}</t></is></c>""",
    };

    private static string Relations(params (string Id, string Type, string Target)[] relations) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(
            relations.Select(one => $"""<Relationship Id="{one.Id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{one.Type}" Target="{one.Target}"/>"""))
        + "</Relationships>";

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{content}")));
    }
}

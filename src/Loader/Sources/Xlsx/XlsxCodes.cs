using Loader.Mappings.Findings;

namespace Loader.Sources.Xlsx;

/// <summary>What can be wrong with a spreadsheet (001 to 009: nothing is loaded) and with reading it on.</summary>
public static class XlsxCodes
{
    public static readonly FindingCode NotXlsx = new(
        "XLS001",
        Severity.Error,
        "the file is not an .xlsx workbook",
        """
        Workbooks of Excel 2007 and later (.xlsx, .xlsm) are read. Save an old one (.xls), a binary one (.xlsb), one with a password or one of another program
        as .xlsx, or export the sheet as CSV.
        """);

    public static readonly FindingCode NoSheet = new(
        "XLS002", Severity.Error, "the workbook has no such sheet", "sheet is the name on the tab, or its number counted from the left, hidden ones too.");

    public static readonly FindingCode BadHeader = new(
        "XLS003",
        Severity.Error,
        "the header cannot be used",
        """
        Every column up to the last one that has a name needs a name of its own, because mappings name columns. Where the names are not in the first row, say
        header_row: 3; where there are none, header_row: 0, and the columns are called A, B, C.
        """);

    public static readonly FindingCode NoRows = new(
        "XLS004",
        Severity.Error,
        "the sheet has no rows",
        "There is nothing under the header. An export that failed looks like this. Where it is normal, say allow_empty: true.");

    public static readonly FindingCode TooLarge = new(
        "XLS005",
        Severity.Error,
        "the workbook unpacks to more than the limits allow",
        "max_ratio and max_unpacked bound what the parts of the file may become, max_texts the list of texts that cells share, which is held in memory.");

    public static readonly FindingCode Damaged = new(
        "XLS010",
        Severity.Error,
        "the workbook is damaged",
        "A part of the file cannot be read. Every row before that was delivered; the load is not finished. Save or copy the file again, and run "
        + "again: it continues.");

    public static readonly FindingCode Changed = new(
        "XLS011",
        Severity.Error,
        "the workbook changed while it was read",
        "Somebody saved it meanwhile, so its rows are not surely those of one version. Load a copy.");

    public static readonly IReadOnlyList<FindingCode> All = [NotXlsx, NoSheet, BadHeader, NoRows, TooLarge, Damaged, Changed];
}

using Loader.Mappings.Findings;

namespace Loader.Sources.Csv;

/// <summary>What can be wrong with a CSV file (004 to 009: nothing is loaded) and with one of its rows (010 on: that row fails).</summary>
public static class CsvCodes
{
    public static readonly FindingCode NoRows = new(
        "CSV004",
        Severity.Error,
        "the file has no rows",
        """
        The file is empty, or has a header and nothing under it. An export that failed half way looks like this, so it is not taken for success. Where a
        file without rows is normal, say allow_empty: true.
        """);

    public static readonly FindingCode NotText = new(
        "CSV005",
        Severity.Error,
        "the file is not text",
        """
        There are NUL bytes in its first block, or it begins like a Parquet, Excel or other binary file. Export it as CSV. Text in UTF-16
        without a byte order mark looks the same: say encoding: utf-16le (or utf-16be).
        """);

    public static readonly FindingCode BadHeader = new(
        "CSV006",
        Severity.Error,
        "the header cannot be used",
        """
        Every column needs a name of its own, because mappings name columns. Give names in the file, or say header: false with columns: [...] and
        skip_lines: 1 to pass over the header as it is.
        """);

    public static readonly FindingCode CellCount = new(
        "CSV010",
        Severity.Error,
        "a row with too few or too many cells",
        """
        The row does not have one cell per column, so nobody can tell which cell belongs to which column. It fails as a whole; cells are never shifted. Usual
        causes: a delimiter or a line break in a cell that is not quoted, or a file cut off in the middle of its last row.
        """);

    public static readonly FindingCode BrokenQuotes = new(
        "CSV011",
        Severity.Error,
        "text after a closing quote",
        """
        A quoted cell must end with its quote; quotes inside it are doubled (RFC 4180 section 2.7). What follows such a mistake up to the end of the row
        cannot be told apart into cells. Write "say ""hello"" now".
        """);

    public static readonly FindingCode UnclosedQuote = new(
        "CSV012",
        Severity.Error,
        "a quote that is never closed",
        """
        From that quote on everything is inside one cell, to the end of the file. All of it is this one row that cannot be read; the rows
        that may stand in there were not loaded. Close the quote and run again.
        """);

    public static readonly FindingCode BadBytes = new(
        "CSV013",
        Severity.Error,
        "bytes that are not text in the file's encoding",
        """
        The row holds bytes that the encoding does not know. They are never replaced by a question mark or U+FFFD on the quiet. If many rows are like that, the
        setting encoding is wrong: try windows-1252 for files from Excel.
        """);

    public static readonly FindingCode NulByte = new(
        "CSV014", Severity.Error, "a NUL byte in a row", "NUL does not occur in text. It comes from a damaged file or a fixed-width export.");

    public static readonly FindingCode TooLarge = new(
        "CSV015",
        Severity.Error,
        "a cell or row above its limit",
        """
        A cell is longer than max_cell or a row longer than max_row. Nearly always a quote is missing somewhere and many rows were read as one cell. If the
        data is like that, raise the limit.
        """);

    public static readonly FindingCode Changed = new(
        "CSV016",
        Severity.Error,
        "the file changed while it was read",
        """
        Its size or time of change is not what it was when it was opened, so the rows that were read are not surely those of one version of it. Load a
        copy that nobody writes to.
        """);

    public static readonly FindingCode NotCorrected = new(
        "CSV017",
        Severity.Error,
        "a rejected row that could not be read and was not corrected",
        """
        This row of a rejected file stands there because it could not be read (its _code begins with CSV): what is kept of it is padded, cut or marked, not what
        the source said. Correct its cells and empty its _code cell; then it loads.
        """);

    public static readonly IReadOnlyList<FindingCode> All =
    [
        NoRows, NotText, BadHeader,
        CellCount, BrokenQuotes, UnclosedQuote, BadBytes, NulByte, TooLarge, Changed, NotCorrected,
    ];
}

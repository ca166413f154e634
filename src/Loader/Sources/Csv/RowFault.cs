using System.Globalization;
using Loader.Mappings.Findings;

namespace Loader.Sources.Csv;

/// <summary>Why a row cannot be read. Its place is added when somebody asks, because lines are only counted then.</summary>
internal sealed record RowFault(FindingCode Code, string Message, string? Hint = null)
{
    public static RowFault CellCount(int cells, int columns) => new(
        CsvCodes.CellCount,
        Text($"the row has {cells} {(cells == 1 ? "cell" : "cells")}; there are {columns} columns"),
        cells < columns
            ? "look for a line break in a cell without quotes, or a file that was cut off"
            : "look for a delimiter in a cell without quotes");

    public static RowFault BrokenQuotes(long lines) => new(
        CsvCodes.BrokenQuotes,
        lines > 1 ? Text($"there is text after a closing quote; {lines} lines were taken for one row") : "there is text after a closing quote",
        "double the quotes inside a quoted cell");

    public static RowFault UnclosedQuote(string cell, long line, long lines) => new(
        CsvCodes.UnclosedQuote,
        Text($"the quote that opens {cell} on line {line} is never closed: the file to its end, {lines} {(lines == 1 ? "line" : "lines")}, is this one row"),
        "close it; the rows after it were not loaded");

    public static RowFault BadBytes(string cell, string encoding) => new(
        CsvCodes.BadBytes, $"{cell} holds bytes that are not {encoding}", "correct them, or set encoding to what the file is in");

    public static RowFault NulByte(string cell) => new(CsvCodes.NulByte, $"{cell} holds a NUL byte");

    public static RowFault CellTooLarge(string cell, long bytes, long most) => new(
        CsvCodes.TooLarge, Text($"{cell} has {bytes} bytes; max_cell is {most}"), "look for a quote that is not closed, or raise max_cell");

    public static RowFault RowTooLarge(long bytes, long most) => new(
        CsvCodes.TooLarge, Text($"the row has {bytes} bytes; max_row is {most}"), "look for a quote that is not closed, or raise max_row");

    public static RowFault RestOfFile(long most, long? bytes, string why) => new(
        CsvCodes.UnclosedQuote,
        Text($"the row grew beyond max_row ({most} bytes) inside quotes, and {why}: where the next row begins is not certain, ")
            + (bytes is null ? "so the rest of the file is this one row" : Text($"so the rest of the file, {bytes} bytes, is this one row")),
        "look for a quote that is not closed; the rows after it were not loaded");

    public static RowFault Changed(string what) => new(CsvCodes.Changed, $"the file changed while it was read: {what}", "load a copy that nobody writes to");

    /// <summary>
    /// Whether a code of a rejected file says that the row could not be read, so that its cells are not what they were. Of workbooks and Parquet files that
    /// is the row that stands for a change.
    /// </summary>
    public static bool WasUnreadable(ReadOnlySpan<byte> code) => code.StartsWith("CSV"u8) || code.SequenceEqual("PQT010"u8) || code.SequenceEqual("XLS011"u8);

    public static RowFault NotCorrected(string code) => new(
        CsvCodes.NotCorrected, $"the row was rejected as {code} and its _code was not emptied", "correct its cells, then empty its _code cell");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

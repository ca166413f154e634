using Loader.Mappings.Findings;

namespace Loader.Sources.Json;

/// <summary>What can be wrong with NDJSON (001 to 009: nothing is loaded) and with one of its rows (010 on: that row fails).</summary>
public static class JsonCodes
{
    public static readonly FindingCode NoRows = new(
        "JSN001",
        Severity.Error,
        "the file has no rows",
        "The file is empty or holds blank lines only. An export that failed half way looks like this. Where it is normal, say allow_empty: true.");

    public static readonly FindingCode NotJson = new(
        "JSN002",
        Severity.Error,
        "the file is not JSON",
        "The first character must begin an object, or an array of objects, in UTF-8. CSV and Parquet files are other sources: from: csv, from: parquet.");

    public static readonly FindingCode BadRow = new(
        "JSN010",
        Severity.Error,
        "a row that is not a JSON object",
        "Each line is one JSON object (in a top-level array: each element). This one is not, so it fails; the rows after it are read.");

    public static readonly FindingCode BadBytes = new(
        "JSN011",
        Severity.Error,
        "bytes or escapes that are not text",
        @"JSON is UTF-8 (RFC 8259, 8.1), and an escape such as \ud800 needs its other half (8.2). What is not text is never replaced on the quiet.");

    public static readonly FindingCode Twice = new(
        "JSN012",
        Severity.Error,
        "an object has a member twice",
        "Which of the two is meant is not said anywhere (RFC 8259, 4), so a row whose mapping uses it fails.");

    public static readonly FindingCode TooLarge = new(
        "JSN013",
        Severity.Error,
        "a row above its limit",
        "The row is longer than max_row. Nearly always a line break or a bracket is missing. If the data is like that, raise the limit.");

    public static readonly FindingCode RestOfFile = new(
        "JSN014",
        Severity.Error,
        "an array that does not go on as one",
        "In a top-level array rows are told apart by commas and brackets. Where they are not in order any more, nobody can say where the next row "
        + "begins: the rest of the file is this one row.");

    public static readonly FindingCode Changed = new(
        "JSN015",
        Severity.Error,
        "the file changed while it was read",
        "The rows that were read are not surely those of one version of it. Load a copy that nobody writes to.");

    public static readonly FindingCode NotCorrected = new(
        "JSN016",
        Severity.Error,
        "a rejected row that could not be read and was not corrected",
        "Its text stands under _original. Make members of it, and remove _original; then it loads.");

    public static readonly FindingCode NoNumber = new(
        "JSN017",
        Severity.Error,
        "a number too large for its form",
        "A number with an exponent is a float of 64 bits, and 1e400 is beyond the largest one. Make a text of it where it comes from, or say in the "
        + "mapping what to use instead.");

    public static readonly IReadOnlyList<FindingCode> All = [NoRows, NotJson, BadRow, BadBytes, Twice, TooLarge, RestOfFile, Changed, NotCorrected, NoNumber];
}

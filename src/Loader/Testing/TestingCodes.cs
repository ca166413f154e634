using Loader.Mappings.Findings;

namespace Loader.Testing;

/// <summary>What can be wrong with a mapping's own tests.</summary>
public static class TestingCodes
{
    public static readonly FindingCode UnknownColumn = new(
        "TST001",
        Severity.Error,
        "a row of a test has a column that is not there",
        "The rows of tests have the source's columns, written exactly as there. What the test does not name is null. Rows of a look-up table that a test gives "
        + "have that table's columns.");

    public static readonly FindingCode UnknownField = new(
        "TST002",
        Severity.Error,
        "a test expects a field that the mapping does not make",
        "Expected events are compared with what the mapping makes: fields have the names that they have below event. A field that should not be "
        + "there is expected as null.");

    public static readonly FindingCode UnknownReason = new(
        "TST003",
        Severity.Error,
        "a test expects a reason that the mapping does not have",
        "'skipped' names a skip rule, or a reason of the destination such as too_old; 'rejected' names a reject rule.");

    public static readonly FindingCode BadTable = new(
        "TST004",
        Severity.Error,
        "a file of tests cannot be used",
        """
        A file of tests is a CSV file with a line for each test. Its columns: name, now, skipped, rejected, failed; expect. and a field's path for what is
        expected of the event; every other column is one of the source's (row. before a name that is also one of these words).
        """);

    public static readonly FindingCode NotATime = new(
        "TST005",
        Severity.Error,
        "the start of the run in a test is no time",
        "'now' is what now means in the mapping, and the clock of the destination's limits of age. Write 2026-03-01T10:00:00Z, or 2026-03-01 for its "
        + "first second in UTC.");

    public static readonly FindingCode BadCell = new(
        "TST006",
        Severity.Error,
        "a cell or a field of a test has a value that it cannot have",
        "Cells of a CSV source are texts, taken as they are written: 12.50 is the text 12.50, with or without quotes. Values of tests are plain, or "
        + "expressions without columns.");

    public static readonly FindingCode UnknownTable = new(
        "TST007",
        Severity.Error,
        "a test gives a look-up table that the mapping does not have",
        """
        tables of a test stand for the mapping's own tables, by their names, and for files, by their paths exactly as the mapping writes them. Others
        would change nothing.
        """);

    public static readonly IReadOnlyList<FindingCode> All = [UnknownColumn, UnknownField, UnknownReason, BadTable, NotATime, BadCell, UnknownTable];
}

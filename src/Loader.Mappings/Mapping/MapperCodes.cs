using Loader.Mappings.Findings;

namespace Loader.Mappings.Mapping;

/// <summary>What can be wrong between a mapping and its source.</summary>
public static class MapperCodes
{
    public static readonly FindingCode NoSuchColumn = new(
        "MAP020",
        Severity.Error,
        "columns names a column that the source does not have",
        "Column names are written exactly as in the source, upper and lower case included.");

    public static readonly FindingCode UnusedColumn = new(
        "MAP021",
        Severity.Note,
        "a column has a type and nothing reads it",
        "The entry has no effect: a column is converted only where the mapping uses it. Remove the entry, or use the column.");

    public static readonly FindingCode NotACondition = new(
        "MAP022",
        Severity.Error,
        "a skip or reject rule, or a when, is not a condition",
        "A rule is true for the rows it is about, so its expression must give true or false: not_paid: = status != \"paid\"");

    public static readonly FindingCode NotAKey = new(
        "MAP023",
        Severity.Error,
        "the key cannot tell rows apart",
        """
        The key is what makes a row itself: event ids and resuming hang on it. It must come from the row and be a single value: a text, a
        number, a date. Join several columns in a text: key: = "{shop}-{order_id}"
        """);

    public static readonly FindingCode NeverSendable = new(
        "MAP024",
        Severity.Error,
        "a field has no JSON form for any row",
        "The expression has no column in it, so it is computed once, before the first row, and what it gives cannot be sent: NaN or infinity.");

    public static readonly FindingCode SameForAll = new(
        "MAP025",
        Severity.Warning,
        "a condition is the same for every row",
        "There is no column in the condition, so a rule or an event applies to all rows or to none. Usually a column's name stands in quotes by mistake.");

    public static readonly FindingCode UnusedLet = new(
        "MAP026",
        Severity.Note,
        "a value under let, or a table, is not used",
        "The entry has no effect. Remove it, or use it.");

    public static readonly FindingCode LetIsColumn = new(
        "MAP027",
        Severity.Error,
        "a value under let has the name of a column",
        "A name means one thing in the whole mapping. Give the value a name that the source does not have.");

    public static readonly FindingCode BadDefault = new(
        "MAP028",
        Severity.Error,
        "the default of a column is not of its type",
        "A default is read as a cell of the column would be: for created_at: time(\"yyyy-MM-dd\", \"UTC\") it is a text such as 2026-03-01.");

    public static readonly FindingCode UnseenColumn = new(
        "MAP029",
        Severity.Warning,
        "a column that none of the first rows has",
        """
        Rows of this source may have any members, so a name is not wrong because the first rows do not have it. It is null where a row lacks it. If
        later rows have it, name it under columns, and this warning is gone.
        """);

    public static readonly FindingCode NeverHolds = new(
        "MAP030",
        Severity.Warning,
        "a rule can never hold",
        """
        No row can be what the rule asks for, so it has no effect: it wants one column to be two things at once (write 'or' in the place of 'and'), compares
        with null by size, or stands behind a skip rule that takes all of its rows.
        """);

    public static readonly FindingCode ConstantColumn = new(
        "MAP031",
        Severity.Note,
        "a text of the event is the name of a column",
        """
        What begins with '=' is computed; all else is a text that every event gets as it stands. currency: currency sends the word, currency: = currency the column's
        value. Where the word is meant, write it in quotes: then nothing is said.
        """);

    public static readonly FindingCode ConstantPipe = new(
        "MAP032",
        Severity.Warning,
        "a text of the event reads like an expression",
        """
        What begins with '=' is computed; all else is a text that every event gets as it stands. currency: currency | upper sends these letters, currency: = currency | upper
        the value. Where the text is meant, write it in quotes: then nothing is said.
        """);

    public static readonly IReadOnlyList<FindingCode> All =
        [
            NoSuchColumn, UnusedColumn, NotACondition, NotAKey, NeverSendable, SameForAll, UnusedLet, LetIsColumn, BadDefault, UnseenColumn,
            NeverHolds, ConstantColumn, ConstantPipe,
        ];
}

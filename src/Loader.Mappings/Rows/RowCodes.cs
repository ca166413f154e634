using Loader.Mappings.Findings;

namespace Loader.Mappings.Rows;

/// <summary>What can be wrong with one row.</summary>
public static class RowCodes
{
    public static readonly FindingCode NotThatType = new(
        "ROW001",
        Severity.Error,
        "a value cannot be read as the type the mapping asks for",
        """
        A cell or a step of an expression should become a number, a time, or another type, and its text does not say one.
        Text never turns into another type by guessing: give the right format (for example time("dd/MM/yyyy", "Europe/Rome")),
        name the text that means "no value" under nulls, or say what to use instead: try(total | decimal, 0).
        """);

    public static readonly FindingCode OutOfRange = new(
        "ROW002",
        Severity.Error,
        "a number or time is outside what its type holds",
        """
        Integers hold 64 bits, times the years 0001 to 9999, and decimals are computed with up to 28 digits. A result outside that fails its row
        instead of being rounded or wrapped. A decimal of more digits can be compared, rounded with round(x, 2), and sent as it is.
        """);

    public static readonly FindingCode NotFinite = new(
        "ROW003",
        Severity.Error,
        "NaN and infinity cannot be written as JSON",
        "A floating point result was not a number or infinite. JSON has no form for it, so the row fails.");

    public static readonly FindingCode LocalTime = new(
        "ROW004",
        Severity.Error,
        "a local time does not exist or exists twice",
        """
        Clocks are set ahead once a year: the hour they jump over does not exist. They are set back once a year: the hour they repeat exists
        twice. A time in such an hour does not say which instant it means. Write the zone's offset in the source, or choose in the mapping:
        time("yyyy-MM-dd HH:mm:ss", "Europe/Rome", "earlier"), "later" for the second of the two, or "shift", which takes the first of the two
        and moves a time that does not exist ahead by what the clocks jumped.
        """);

    public static readonly FindingCode WrongKind = new(
        "ROW005",
        Severity.Error,
        "a function or an operator got a value of a type it does not take",
        """
        The column's type was not known before the first row, and this row brought a value of another type than the expression needs.
        Give the column its type under columns, or convert the value where it is used.
        """);

    public static readonly FindingCode DivisionByZero = new(
        "ROW006",
        Severity.Error,
        "a number is divided by zero",
        "Say what the result is then: if(quantity == 0, null, total / quantity).");

    public static readonly FindingCode EmptyText = new(
        "ROW007",
        Severity.Error,
        "an empty text is hashed",
        """
        All empty texts have the same hash, and a destination would take the rows for one person. Make empty cells null (nulls: [""] at the
        source), leave the rows out under skip, or write if(is_empty(email), null, email | sha256).
        """);

    public static readonly FindingCode NoSuchKey = new(
        "ROW008",
        Severity.Error,
        "a look-up table does not have the key",
        """
        The mapping asks for an error when a key is missing: lookup(table, key, missing: "error"). Add the key to the table, or leave that argument
        out and say what holds without one: lookup("countries", country) ?? "unknown".
        """);

    public static readonly FindingCode NoKey = new(
        "ROW010",
        Severity.Error,
        "a row has no key",
        """
        The key makes a row itself: event ids, resends and resuming hang on it. A row whose key is null, empty or not a single value cannot be
        told from others, so it fails. Leave such rows out under skip, or build the key from columns that every row has.
        """);

    public static readonly FindingCode RejectedByRule = new(
        "ROW011",
        Severity.Error,
        "a reject rule of the mapping holds for the row",
        "The mapping says that such rows must not happen. They count as failed, under the rule's name.");

    public static readonly FindingCode NotACondition = new(
        "ROW012",
        Severity.Error,
        "a skip or reject rule gave something else than true or false",
        "The type of the rule's value was not known before the first row. Compare it with something: = flag == \"yes\"");

    public static readonly FindingCode GroupFailed = new(
        "ROW013",
        Severity.Error,
        "another row of the same group failed",
        """
        A group becomes one event, or none: half of it is never sent. The message names the row that failed first; mend that row, and the group loads
        whole. A row that cannot be read, or whose group cannot be computed, may belong to either neighbour, so both fail.
        """);

    public static readonly FindingCode GroupTooLarge = new(
        "ROW014",
        Severity.Error,
        "a group has more rows than it may have",
        "A group's rows are held in memory until it is complete. If groups of that size are meant: group: { by: = order_id, max_rows: 50000 }.");

    public static readonly FindingCode GroupReturned = new(
        "ROW015",
        Severity.Error,
        "a group's key came back after its group was closed",
        """
        Neighbouring rows with one key become one event. A row with the key of an earlier group is not its neighbour: its event has been made without it,
        and a second one would be a half event. Sort the source by the group's key.
        In a rejected file such a row is refused again, whatever else is corrected in it, as long as its _code says ROW015. Empty that only after giving the
        row a key of its own: with the old one it is sent as a second event under the id of the first.
        """);

    public static readonly IReadOnlyList<FindingCode> All =
    [
        NotThatType, OutOfRange, NotFinite, LocalTime, WrongKind, DivisionByZero, EmptyText, NoSuchKey,
        NoKey, RejectedByRule, NotACondition, GroupFailed, GroupTooLarge, GroupReturned,
    ];
}

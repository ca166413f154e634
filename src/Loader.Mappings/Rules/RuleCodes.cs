using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary>What can be wrong with the parts of a mapping.</summary>
public static class RuleCodes
{
    public static readonly FindingCode UnknownPart = new(
        "MAP001",
        Severity.Error,
        "a mapping has no such part",
        "The parts of a mapping are: mapping, from, tables, columns, let, key, group, skip, reject, event, events, to, send, nulls, uncertain, tests.");

    public static readonly FindingCode MissingPart = new(
        "MAP002",
        Severity.Error,
        "a part of the mapping is missing",
        "Every mapping says where its rows come from (from), what makes a row itself (key), what an event looks like (event or events), and where it goes (to).");

    public static readonly FindingCode WrongForm = new(
        "MAP004",
        Severity.Error,
        "a part of the mapping has the wrong form",
        "The part exists, but its value is not of the kind that belongs there (a map, a single word, one of a few words).");

    public static readonly FindingCode OneKind = new(
        "MAP005",
        Severity.Error,
        "from and to name exactly one kind",
        "Below 'from:' stands the kind of source, below 'to:' the kind of destination, with its settings below it. One mapping has one of each.");

    public static readonly FindingCode NotComputed = new(
        "MAP006",
        Severity.Error,
        "an expression is expected here",
        "Keys and conditions are computed from the row, so they begin with '=': key: = order_id");

    public static readonly FindingCode ReasonName = new(
        "MAP007",
        Severity.Error,
        "a reason's name has other characters than a-z, 0-9 and _",
        "Reports and scripts count rows under this name. Use lower-case letters, digits and underscores: not_paid.");

    public static readonly FindingCode NoEnvironment = new(
        "MAP008",
        Severity.Error,
        "the environment is not read here",
        """
        ${NAME} is replaced in from, to and send only. What an event says must follow from its row and the mapping, or running again would not
        give the same events. In a text, $${ stands for the characters ${ themselves; in an expression, "${ NAME }" with spaces is a
        dollar sign and the column NAME.
        """);

    public static readonly FindingCode NotExact = new(
        "MAP009",
        Severity.Error,
        "a number that cannot be kept as it is written",
        """
        JSON numbers have no leading zeros, no plus sign, no hexadecimal form and no infinity, and Loader keeps at most 28 digits. Put the
        value in quotes if it is a text (a postal code, a telephone number), or write the number plainly.
        """);

    public static readonly FindingCode CommentInText = new(
        "MAP010",
        Severity.Error,
        "a comment begins inside a quoted text",
        "In YAML, ' #' begins a comment, also between the double quotes of an expression. Put the whole value in single quotes: name: '= \"a #1\"'");

    public static readonly FindingCode LetName = new(
        "MAP011",
        Severity.Error,
        "a value under let has a name that expressions cannot use",
        "Names are plain words: letters, digits and underscores, no digit first, and none of the language's own words (true, null, now, and, or, "
        + "not, in, rows, item, index).");

    public static readonly FindingCode EventName = new(
        "MAP012",
        Severity.Error,
        "an event of events has a name that cannot be used",
        """
        The ids of a row's events hang on the name: KEY/NAME. So it is a plain word of lower-case letters, digits and underscores, the same for all rows,
        and each entry has its own. Without a name an entry is called by its position: 1, 2, 3.
        """);

    public static readonly FindingCode CommaInBraces = new(
        "MAP013",
        Severity.Error,
        "a comma ends an expression between braces",
        "In YAML, { a: 1, b: 2 } and [ 1, 2 ] are cut at every comma that is not in quotes. Quote the expression, { total: '= sum(rows, price)' }, "
        + "or write fields on their own lines.");

    public static readonly FindingCode TestExpectation = new(
        "MAP014",
        Severity.Error,
        "a test does not say what it expects, or says it twice",
        """
        Each test has one of: expect (an event, or a list of them; further fields may be there), exactly (the same without further fields), skipped (a reason),
        rejected (a reject rule), failed (a code, or a part of the message).
        """);

    public static readonly FindingCode UnusedTestTable = new(
        "MAP015",
        Severity.Warning,
        "a look-up table that tests give is not used",
        "A test gives a table so that its rows are looked up there. This one no test has: each has its own of that name, or none follows the defaults. Or "
        + "nothing is looked up in it at all.");

    public static readonly IReadOnlyList<FindingCode> All =
        [
            UnknownPart, MissingPart, WrongForm, OneKind, NotComputed, ReasonName, NoEnvironment, NotExact, CommentInText, LetName, EventName,
            CommaInBraces, TestExpectation, UnusedTestTable,
        ];
}

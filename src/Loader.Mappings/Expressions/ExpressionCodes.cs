using Loader.Mappings.Findings;

namespace Loader.Mappings.Expressions;

/// <summary>What can be wrong with an expression before the first row.</summary>
public static class ExpressionCodes
{
    public static readonly FindingCode Syntax = new(
        "EXP001",
        Severity.Error,
        "an expression is not written in the mapping's language",
        """
        The message points at the character where reading stopped and says what may stand there. The language has columns (odd names in
        `backticks`), numbers, "texts with {expressions} inside", lists, + - * / %, == != < <= > >= in, and or not, a ?? b,
        if(condition, then, else), functions, and the pipe: x | f(a) is f(x, a).
        """);

    public static readonly FindingCode UnknownColumn = new(
        "EXP002",
        Severity.Error,
        "an expression names a column that the source does not have",
        "Column names are written exactly as in the source, upper and lower case included; names with spaces or signs in `backticks`.");

    public static readonly FindingCode UnknownFunction = new(
        "EXP003",
        Severity.Error,
        "an expression calls a function that does not exist",
        "`loader functions` lists all of them with examples.");

    public static readonly FindingCode ArgumentCount = new(
        "EXP004",
        Severity.Error,
        "a function has too few or too many arguments",
        "The hint shows how the function is called. In a pipe the value on the left is the first argument: x | left(3) is left(x, 3).");

    public static readonly FindingCode WrongType = new(
        "EXP005",
        Severity.Error,
        "a function or an operator does not take a value of this type",
        """
        Text never turns into a number or a time by itself, nor numbers into text. Give text columns their type under `columns`, or convert
        where the value is used: price | decimal, created | time("yyyy-MM-dd", "Europe/Rome"), "{quantity}".
        """);

    public static readonly FindingCode TooDeep = new(
        "EXP006",
        Severity.Error,
        "an expression nests too deeply",
        "Parentheses, calls and chains of operators may nest 200 levels. Such an expression is usually generated; use a list and `in`, or columns.");

    public static readonly FindingCode AlwaysFails = new(
        "EXP007",
        Severity.Error,
        "a part of an expression has no column in it and fails for every row",
        "What contains no column is computed once, before the first row, and its trouble is shown then.");

    public static readonly FindingCode NoRows = new(
        "EXP008",
        Severity.Error,
        "rows are used where there are none",
        """
        'rows' are the rows of a group. They are known once the group is complete: in let, key, event and events, as the first argument of a function
        (sum(rows, price), count(rows)) or behind each. A skip or reject rule and the group itself see one row only.
        """);

    public static readonly FindingCode LetOrder = new(
        "EXP009",
        Severity.Error,
        "a value under let uses itself or one below it",
        "The values under let are computed from top to bottom; each may use columns and the values above it.");

    public static readonly FindingCode HiddenColumn = new(
        "EXP010",
        Severity.Note,
        "a name within a list can mean the element's member or the row's column",
        """
        Within 'as' and behind the list of sum, count and the like, a name is the element's member; an element without that member gets the value of the
        row's column. Where a list may lack a member that the row has under the same name, write item.price for the element's only.
        """);

    public static readonly IReadOnlyList<FindingCode> All =
        [Syntax, UnknownColumn, UnknownFunction, ArgumentCount, WrongType, TooDeep, AlwaysFails, NoRows, LetOrder, HiddenColumn];
}

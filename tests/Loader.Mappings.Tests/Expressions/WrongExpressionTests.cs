using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

public class WrongExpressionTests
{
    private static readonly ScopeColumn[] Columns =
    [
        new("order_id", 0, ValueKind.Text), new("Order Date", 1, ValueKind.Text), new("email", 2, ValueKind.Text), new("total", 3, ValueKind.Decimal),
        new("quantity", 4, ValueKind.Integer), new("created", 5, ValueKind.Time), new("day", 6, ValueKind.Date), new("items", 7, ValueKind.List),
        new("customer.name", 8, ValueKind.Text), new("paid", 9, ValueKind.Boolean),
    ];

    /// <summary>Expression; column, code and message; hint.</summary>
    public static TheoryData<string, string, string?> Table() => new()
    {
        { "", "1 EXP001: expected an expression after '='", "= order_id" },
        { "total +", "8 EXP001: expected a value after '+', but the expression ends here", null },
        { "(total", "7 EXP001: expected ')' to close the '(' of column 1, but the expression ends here", null },
        { "total 5", "7 EXP001: expected an operator, '|' or the end, but here is '5'", null },
        { "total = 5", "7 EXP001: '=' is not part of the language", "to compare write '=='" },
        { "paid not = 1", "6 EXP001: expected an operator, '|' or the end, but here is 'not'", null },
        { "paid && paid", "6 EXP001: '&&' is not part of the language", "write 'and'" },
        { "a ? b : c", "3 EXP001: '?' is not part of the language", "write if(condition, then, else)" },
        { "\"total", "1 EXP001: the text that opens here is never closed: expected \" at the end", null },
        { "\"a {total", "10 EXP001: expected '}' to close the '{' of column 4, but the expression ends here", "a brace that is meant as text is written \\{" },
        { "\"a {} b\"", "4 EXP001: there is no expression between the braces", "a brace that is meant as text is written \\{" },
        { "\"a \\x\"", "4 EXP001: expected one of \\\" \\' \\\\ \\n \\r \\t \\{ \\}", "a backslash that is meant as text is written \\\\" },
        { "1 < total < 3", "11 EXP001: comparisons do not chain: '<' follows '<'", "compare twice: a < b and b < c" },
        { ".5 + 1", "1 EXP001: expected a value, but here is '.'", "a number needs a digit before its point: 0.5" },
        { "12.5e3", "5 EXP001: '12.5e3' is not a number of the language", "write the number with all its digits, or float(\"1e3\")" },
        { "1.23456789012345678901234567890", "1 EXP001: 1.23456789012345678901234567890 has more digits than a decimal holds (28)", null },
        { "99999999999999999999", "1 EXP001: 99999999999999999999 does not fit an integer of 64 bits", "as a decimal: 99999999999999999999.0" },
        { "upper(“a”)", "7 EXP001: '“' is not part of the language", "use straight quotes: \"text\"" },
        { "email |", "8 EXP001: expected the name of a function after '|', but the expression ends here", "x | upper, x | left(3)" },
        { "email | 5", "9 EXP001: expected the name of a function after '|', but here is '5'", "x | upper, x | left(3)" },
        { "Order Date", "7 EXP001: expected an operator, '|' or the end, but here is 'Date'", "a column with a space in its name stands in backticks: `Order Date`" },
        { "totl * 2", "1 EXP002: unknown column 'totl'", "did you mean 'total'?" },
        { "order_date", "1 EXP002: unknown column 'order_date'", "did you mean `Order Date`?" },
        { "customer.name", "1 EXP002: unknown column 'customer'", "a column with a dot in its name stands in backticks: `customer.name`" },
        { "upper", "1 EXP002: unknown column 'upper'", "'upper' is a function: upper(x: text) → text" },
        { "email | lowr", "9 EXP003: unknown function 'lowr'", "did you mean 'lower'?" },
        { "email()", "1 EXP003: unknown function 'email'", "'email' is a column and takes no arguments" },
        { "left(email)", "1 EXP004: left takes 2 arguments, not 1", "left(x: text, count: integer) → text" },
        { "email | left(1, 2)", "9 EXP004: left takes 2 arguments, not 3, the value before the pipe included", "left(x: text, count: integer) → text" },
        { "upper(total)", "7 EXP005: upper takes text for 'x', not a decimal", "upper(x: text) → text" },
        { "total > 1 and email | ends_with(\"x\")", "15 EXP005: 'and' needs true or false, not text", "the pipe takes everything to its left; for only the last part: total > 1 and (email | ends_with(\"x\"))" },
        { "email + \" \" + order_id", "7 EXP005: '+' does not take text and text", "texts are joined like this: \"{email} {order_id}\"" },
        { "email * 2", "7 EXP005: '*' does not take text and an integer", "text never turns into a number by itself: give the column its type under 'columns', or write price | decimal" },
        { "email == 5", "7 EXP005: '==' cannot compare text with an integer", "compare texts: email == \"5\"; or numbers: (email | integer) == 5" },
        { "email > total", "7 EXP005: '>' cannot compare text with a decimal", "text never turns into a number by itself: give the column its type under 'columns', or write price | decimal" },
        { "created > day", "9 EXP005: '>' cannot compare a time with a date", "date_of(time, \"Europe/Rome\") gives the day of a time" },
        { "created + 1", "9 EXP005: '+' does not take a time and an integer", "a length of time is written days(1), hours(2), minutes(30) or seconds(5)" },
        { "paid == \"yes\"", "6 EXP005: '==' cannot compare a boolean with text", "true and false stand without quotes, or alone: paid, not paid" },
        { "email and paid", "1 EXP005: 'and' needs true or false, not text", "compare it: email == \"yes\"" },
        { "not email", "5 EXP005: 'not' needs true or false, not text", "compare it: email == \"yes\"" },
        { "if(email, 1, 2)", "4 EXP005: if takes boolean for 'condition', not text", "if(condition: boolean, then: anything, otherwise: anything?) → depends on the arguments" },
        { "email in \"a,b\"", "10 EXP005: 'in' needs a list on its right, not text", "for one of some: email in [\"a\", \"b\"]; for a part of a text: contains(\"a,b\", email)" },
        { "quantity in [\"1\", \"2\"]", "14 EXP005: 'in' cannot compare an integer with text", "numbers, true and false stand without quotes" },
        { "email.domain", "7 EXP005: only an object has members such as 'domain', and email is text", null },
        { "email[0]", "6 EXP005: only lists and objects have items, and email is text", "for a part of a text: slice(text, 0, 3)" },
        { "items[\"a\"]", "7 EXP005: an item of a list is not found by text", "items[0] of a list, customer[\"name\"] of an object" },
        { "\"{items}\"", "3 EXP005: a list has no single text form", "join(items, \", \")" },
        { "1 / 0", "3 EXP007: this fails for every row: a number is divided by zero", "if(divisor == 0, null, x / divisor)" },
        { "time(email, \"YYYY-MM-dd\", \"UTC\")", "13 FUN001: 'YYYY' means nothing in the format \"YYYY-MM-dd\"", "years are yyyy, in lower case" },
        { "time(email, \"yyyy-mm-dd\", \"UTC\")", "13 FUN001: the format \"yyyy-mm-dd\" has no month (MM)", "months are MM, minutes are mm" },
        { "time(email, \"yyyy-MM-dd HH:mm:ss\")", "13 FUN001: the format \"yyyy-MM-dd HH:mm:ss\" says no zone, and none is given", "say the zone: time(\"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\"); or \"UTC\"" },
        { "time(email, \"Europe/Rome\")", "13 FUN001: 'E' means nothing in the format \"Europe/Rome\"", "a zone comes after the format: \"iso\", \"Europe/Rome\"" },
        { "time(email, \"iso\", \"Europe/Rom\")", "20 FUN001: unknown time zone \"Europe/Rom\"", "did you mean 'Europe/Rome'?" },
        { "time(email, email, \"UTC\")", "13 FUN002: time needs a constant for 'format', the same for all rows", "time(x: text or time, format: text or list = \"iso\", zone: text?, local: \"earlier\"|\"later\"|\"shift\"?) → time" },
        { "round(total, 2, \"half_up\")", "17 FUN001: 'mode' of round cannot be \"half_up\"", "did you mean 'half-up'?" },
        { "time(email, \"hh:mm dd/MM/yyyy\", \"UTC\")", "13 FUN001: the format \"hh:mm dd/MM/yyyy\" has only one of hh and tt", "hours from 00 to 23 are HH; hours from 01 to 12 are hh and need tt for AM or PM" },
        { "format_time(created, \"yyyy-MM-ddTHH:mm:ssZ\", \"Europe/Rome\")", "22 FUN001: Z says UTC, but the zone is Europe/Rome", "the offset of the zone is zzz" },
        { "min(total, email)", "12 FUN001: min cannot compare a decimal with text", null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_mistake_is_shown_at_its_character_with_what_to_do(string expression, string expected, string? hint)
    {
        var finding = Assert.Single(Listed(expression));

        Assert.Equal(expected, $"{finding.Place.Column} {finding.Code}: {finding.Message}");
        Assert.Equal(hint, finding.Hint);
    }

    [Fact]
    public void All_mistakes_of_an_expression_are_shown_at_once() =>
        Assert.Equal(
            ["EXP002", "EXP003", "EXP005", "EXP004", "FUN001"],
            Listed("[emial, email | lowr, total | upper, left(email), round(total, 99)]").Select(finding => finding.Code.Id));

    [Fact]
    public void A_text_of_several_lines_has_its_mistakes_on_the_right_line()
    {
        const string Text = "if(paid,\n  emial,\n  null)";
        var findings = new FindingList();
        var origin = new TextOrigin(new("m.yaml", 10, 9)) { Pieces = [new(9, new("m.yaml", 11, 5)), new(18, new("m.yaml", 12, 5))] };

        Binder.Bind(ExpressionParser.Parse(Text, origin, findings)!, origin, new(Columns, open: false), findings);

        Assert.Equal(new Place("m.yaml", 11, 7), Assert.Single(findings).Place);
    }

    [Theory]
    [InlineData("total > 1 and lower(email) | ends_with(\"x\")", "the pipe takes everything to its left; for only the last part: total > 1 and (lower(email) | ends_with(\"x\"))")]
    [InlineData("quantity * 2 | left(1)", "left(x: text, count: integer) → text")]
    [InlineData("(email + order_id + email) | upper", "texts are joined like this: \"{email}{order_id}{email}\"")]
    [InlineData("upper(email + order_id) ?? order_id", "texts are joined like this: \"{email}{order_id}\"")]
    [InlineData("email + \"-\" + quantity", "texts are joined like this: \"{email}-{quantity}\"")]
    public void A_hint_shows_what_was_probably_meant(string expression, string hint) =>
        Assert.Equal(hint, Assert.Single(Listed(expression)).Hint);

    [Fact]
    public void Nesting_beyond_the_limit_is_a_finding_and_not_the_end_of_the_stack()
    {
        string[] towers =
        [
            new string('(', 100_000) + "1" + new string(')', 100_000), new string('-', 100_000) + "1", string.Concat(Enumerable.Repeat("1 + ", 100_000)) + "1",
            "paid" + string.Concat(Enumerable.Repeat(" | f", 100_000)), "paid" + string.Concat(Enumerable.Repeat(".a", 100_000)), string.Concat(Enumerable.Repeat("\"{", 100_000)),
            string.Concat(Enumerable.Repeat("paid ?? ", 100_000)) + "1", string.Concat(Enumerable.Repeat("[", 100_000)),
        ];

        Assert.All(towers, tower => Assert.Equal("EXP006", Assert.Single(Listed(tower)).Code.Id));
    }

    [Fact]
    public void A_constant_that_always_fails_is_found_before_the_first_row_unless_it_is_tried()
    {
        Assert.Equal("EXP007", Assert.Single(Listed("1 / 0")).Code.Id);
        Assert.Equal("EXP007", Assert.Single(Listed("if(paid, \"x\" | integer, 1)")).Code.Id);
        Assert.Empty(Listed("try(\"x\" | integer, 1)"));
        Assert.Equal("EXP007", Assert.Single(Listed("try(total, \"x\" | integer)")).Code.Id);
    }

    private static FindingList Listed(string expression)
    {
        var findings = new FindingList();
        if (ExpressionParser.Parse(expression, Evaluated.Origin, findings) is { } syntax)
            Binder.Bind(syntax, Evaluated.Origin, new(Columns, open: false), findings);
        return findings;
    }
}

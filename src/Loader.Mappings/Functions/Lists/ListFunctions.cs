using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Lists;

/// <summary>
/// Functions over the elements of a list or the rows of a group. Their second argument is computed for each element; they are bound by the
/// expressions' room, which knows elements.
/// </summary>
internal static class ListFunctions
{
    private static readonly Parameter List = new("list", Kinds.Of(ValueKind.List));
    private static readonly Parameter Value = new("value", Kinds.Any) { Optional = true };
    private static readonly Parameter Condition = new("condition", Kinds.Boolean);

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        Of("sum", Fold.Sum, null, "The sum of a list's numbers or durations, or of a value for each element: sum(rows, price * quantity). Exact; "
            + "nulls are left out, and the sum of nothing is 0.",
            [List, Value],
            new("sum([1, 2.50])", "3.50"),
            new("sum([1, 2, 3], item * 2)", "12"),
            new("sum([1, null])", "1"),
            new("sum([])", "0"),
            new("sum([\"1\"])", "ROW005")),
        Of("avg", Fold.Avg, null, "The average of a list's numbers, or of a value for each element; nulls are left out, and there is none of "
            + "nothing. Divided as / divides.",
            [List, Value],
            new("avg([1, 2])", "1.5"),
            new("avg([1, 1, 2])", "1.333333333333333333333333333"),
            new("avg([10, null, 20])", "15"),
            new("avg([])", "null")),
        Of("count", Fold.Count, ValueKind.Integer, "How many elements a list has, or for how many a condition holds: count(rows, price > 0).",
            [List, Condition with { Optional = true }], new("count([1, null, 3])", "3"), new("count([1, 2, 3], item > 1)", "2"), new("count([])", "0")),
        Of("first", Fold.First, null, "The first element of a list, or a value of it: first(rows, sku). Null when there is none.",
            [List, Value], new("first([7, 8])", "7"), new("first([7, 8], item + 1)", "8"), new("first([])", "null")),
        Of("last", Fold.Last, null, "The last element of a list, or a value of it: last(rows, sku). Null when there is none.",
            [List, Value], new("last([7, 8])", "8"), new("last([7, 8], \"{item}!\")", "\"8!\""), new("last([])", "null")),
        Of("distinct", Fold.Distinct, ValueKind.List, "The elements of a list, or a value of each, without repeats, in the order in which they come "
            + "first. Nulls are left out.",
            [List, Value], new("distinct([\"b\", \"a\", \"b\"])", "[\"b\",\"a\"]"), new("distinct([1, 2, 3], item % 2)", "[1,0]")),
        Of("sort", Fold.Sort, ValueKind.List, "The elements of a list, or a value of each, from the smallest to the largest. They must be of one "
            + "kind; nulls are left out.",
            [List, Value], new("sort([3, 1.5, 2])", "[1.5,2,3]"), new("sort([\"b\", null, \"a\"])", "[\"a\",\"b\"]"), new("sort([1, \"a\"])", "ROW005")),
        Of("map", Fold.Map, ValueKind.List, "A list of a value for each element: map(line_items, sku).",
            [List, Value with { Optional = false }],
            new("map([1, 2], item * 10)", "[10,20]"),
            new("map([\"a\", \"b\"], \"{index}{item}\")", "[\"0a\",\"1b\"]")),
        Of("filter", Fold.Filter, ValueKind.List, "The elements of a list for which a condition holds: filter(line_items, quantity > 0).",
            [List, Condition], new("filter([1, 2, 3], item != 2)", "[1,3]"), new("filter([\"a\", \"\"], item != \"\")", "[\"a\"]")),
        Of("any", Fold.Any, ValueKind.Boolean, "Whether a condition holds for at least one element; false for an empty list.",
            [List, Condition], new("any([1, 2], item > 1)", "true"), new("any([], item > 1)", "false")),
        Of("all", Fold.All, ValueKind.Boolean, "Whether a condition holds for every element; true for an empty list.",
            [List, Condition], new("all([1, 2], item > 1)", "false"), new("all([], item > 1)", "true")),
    ];

    private static FunctionEntry Of(
        string name,
        Fold fold,
        ValueKind? result,
        string help,
        IReadOnlyList<Parameter> parameters,
        params IReadOnlyList<Example> examples) => new()
        {
            Name = name,
            Group = "list",
            Help = help,
            Parameters = parameters,
            Result = result,
            Over = fold,
            Examples = examples,
            Bind = _ => throw new InvalidOperationException($"{name} is bound with its elements."),
        };
}

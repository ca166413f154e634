using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Logic;

/// <summary>Functions that choose between values; what is not chosen is not computed.</summary>
internal static class LogicFunctions
{
    private static readonly Parameter Anything = new("x", Kinds.Any);

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "if",
            Group = "logic",
            Help = "The second value when the condition is true, else the third, or null without one. Null is not true. Only the chosen value is computed.",
            Parameters = [new("condition", Kinds.Boolean), new("then", Kinds.Any), new("otherwise", Kinds.Any) { Optional = true }],
            TakesNull = true,
            Examples = [new("if(2 > 1, \"yes\", \"no\")", "\"yes\""), new("if(null, 1, 2)", "2"), new("if(false, 1)", "null")],
            Bind = _ => Implementation.Of(null, LazyForm.If),
        },
        new()
        {
            Name = "case",
            Group = "logic",
            Help = "Conditions and values in turn, and at the end, where wanted, what holds otherwise: the value behind the first condition that is true. "
                + "Null without one. Only the chosen value is computed.",
            Parameters = [new("condition", Kinds.Boolean), new("then", Kinds.Any), new("more", Kinds.Any) { Repeats = true, Optional = true }],
            TakesNull = true,
            Examples =
            [
                new("case(5 > 9, \"large\", 5 > 3, \"middle\", \"small\")", "\"middle\""),
                new("case(false, 1, null, 2, 3)", "3"),
                new("case(false, 1)", "null"),
            ],
            Bind = _ => Implementation.Of(null, LazyForm.Case),
        },
        new()
        {
            Name = "null_if",
            Group = "logic",
            Help = "Null when the value equals the other one, else the value: for texts that stand for nothing, such as \"-\" or \"N/A\".",
            Parameters = [Anything, new("value", Kinds.Any)],
            Examples = [new("null_if(\"N/A\", \"N/A\")", "null"), new("null_if(5, 0)", "5"), new("null_if(1.0, 1)", "null")],
            Bind = arguments => Implementation.Of(arguments.Kind(0), (in x, in value, _) => Comparison.Of(x, value) == Standing.Equal ? Value.Null : x),
        },
        new()
        {
            Name = "coalesce",
            Group = "logic",
            Help = "The first value that is not null; a ?? b is coalesce(a, b). An empty text is not null: see default.",
            Parameters = [Anything with { Repeats = true }],
            TakesNull = true,
            Examples = [new("coalesce(null, \"\", \"a\")", "\"\""), new("coalesce(null, null)", "null")],
            Bind = _ => Implementation.Of(null, LazyForm.Coalesce),
        },
        new()
        {
            Name = "default",
            Group = "logic",
            Help = "The value, or the other one when it is null or empty text.",
            Parameters = [Anything, new("otherwise", Kinds.Any)],
            TakesNull = true,
            Examples = [new("\"\" | default(\"none\")", "\"none\""), new("default(null, 0)", "0"), new("default(\" \", \"none\")", "\" \"")],
            Bind = _ => Implementation.Of(null, LazyForm.Default),
        },
        new()
        {
            Name = "try",
            Group = "logic",
            Help = "The value, or the other one (null without one) when it cannot be computed. For rows that may lack a usable value; without it "
                + "such a row fails.",
            Parameters = [Anything, new("otherwise", Kinds.Any) { Optional = true }],
            TakesNull = true,
            Examples = [new("try(integer(\"n/a\"), 0)", "0"), new("try(\"12\" | integer)", "12"), new("try(1 / 0)", "null")],
            Bind = _ => Implementation.Of(null, LazyForm.Try),
        },
        new()
        {
            Name = "is_null",
            Group = "logic",
            Help = "Whether there is no value. x == null asks the same.",
            Parameters = [Anything],
            Result = ValueKind.Boolean,
            TakesNull = true,
            Examples = [new("is_null(null)", "true"), new("is_null(\"\")", "false")],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, _) => Value.Of(x.IsNull)),
        },
        new()
        {
            Name = "is_empty",
            Group = "logic",
            Help = "Whether the value is null, an empty text, an empty list or an empty object.",
            Parameters = [Anything],
            Result = ValueKind.Boolean,
            TakesNull = true,
            Examples =
            [
                new("is_empty(\"\")", "true"),
                new("is_empty(null)", "true"),
                new("is_empty(\" \")", "false"),
                new("is_empty([])", "true"),
                new("is_empty(0)", "false"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, _) => Value.Of(x.Kind switch
            {
                ValueKind.Null => true,
                ValueKind.Text or ValueKind.Bytes => x.Utf8.IsEmpty,
                ValueKind.List => x.List.Count == 0,
                ValueKind.Object => x.Object.Members.Count == 0,
                _ => false,
            })),
        },
        new()
        {
            Name = "boolean",
            Group = "logic",
            Help = "True or false from the texts true, false, yes, no, y, n, t, f, 1, 0 in upper or lower case, or from the integers 1 and 0.",
            Parameters = [new("x", Kinds.Of(ValueKind.Text, ValueKind.Boolean, ValueKind.Integer))],
            Result = ValueKind.Boolean,
            Examples = [new("\"Yes\" | boolean", "true"), new("boolean(\"0\")", "false"), new("boolean(\"maybe\")", "ROW001"), new("boolean(2)", "ROW001")],
            Bind = _ => Implementation.Of(ValueKind.Boolean, Boolean),
        },
    ];

    private static Value Boolean(in Value x, Scratch scratch)
    {
        if (x.Kind == ValueKind.Boolean) return x;
        if (x.Kind == ValueKind.Integer) return x.Integer is 0 or 1 ? Value.Of(x.Integer == 1) : Trouble.NotA(x, "true or false");
        var utf8 = x.Utf8;
        if (Says(utf8, "true"u8) || Says(utf8, "1"u8) || Says(utf8, "yes"u8) || Says(utf8, "y"u8) || Says(utf8, "t"u8)) return Value.True;
        if (Says(utf8, "false"u8) || Says(utf8, "0"u8) || Says(utf8, "no"u8) || Says(utf8, "n"u8) || Says(utf8, "f"u8)) return Value.False;
        return Trouble.NotA(x, "true or false", "compare it: x == \"paid\"");
    }

    private static bool Says(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(utf8, word);
}

using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>Functions that put a text together.</summary>
internal static class BuildFunctions
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "text",
            Group = "text",
            Help = "The value as text: numbers with their digits, true and false, times as ISO 8601 in UTC, dates as yyyy-MM-dd, bytes as UTF-8.",
            Parameters = [new("x", Kinds.Scalars.And(ValueKind.Bytes))],
            Result = ValueKind.Text,
            Examples = [new("text(12.50)", "\"12.50\""), new("text(1 == 1)", "\"true\""), new("from_hex(\"c3a9\") | text", "\"é\""), new("text(null)", "null")],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, scratch) => x.Kind == ValueKind.Bytes ? OfBytes(x, scratch) : TextForm.Of(x, scratch)),
        },
        new()
        {
            Name = "concat",
            Group = "text",
            Help = "The values as texts, one after the other. Null when one of them is null, as in \"{a}{b}\"; coalesce(x, \"\") stands in for it.",
            Parameters = [new("x", Kinds.Scalars) { Repeats = true }],
            Result = ValueKind.Text,
            Examples = [new("concat(\"A\", 1, \"-\", 2.50)", "\"A1-2.50\""), new("concat(\"A\", null)", "null")],
            Bind = _ => Implementation.Of(ValueKind.Text, Concat),
        },
        new()
        {
            Name = "join",
            Group = "text",
            Help = "The items of a list as texts with a separator between them, or a value for each element: join(rows, sku, \"+\"). What is null is left out.",
            Parameters =
            [
                new("items", Kinds.Of(ValueKind.List)),
                new("value", Kinds.Any) { Optional = true },
                new("separator", Kinds.Text) { Default = "\", \"", Constant = true },
            ],
            Result = ValueKind.Text,
            Over = Fold.Join,
            Examples = [new("[\"a\", null, 3] | join(\"-\")", "\"a-3\""), new("join([1, 2], item * 2, \"+\")", "\"2+4\""), new("join([])", "\"\"")],
            Bind = _ => throw new InvalidOperationException("join is bound with its elements."),
        },
        Padded("pad_left", "left", left: true, new Example("7 | pad_left(3, \"0\")", "\"007\""), new("pad_left(\"abcd\", 3)", "\"abcd\"")),
        Padded("pad_right", "right", left: false, new Example("pad_right(\"ab\", 4, \".\")", "\"ab..\"")),
        new()
        {
            Name = "collapse_spaces",
            Group = "text",
            Help = "The text with one space for each run of white space, and none at both ends.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"  Via\t Roma \n 1 \" | collapse_spaces", "\"Via Roma 1\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, CollapseSpaces),
        },
    ];

    private static Value Concat(Span<Value> values, Scratch scratch)
    {
        foreach (ref var value in values)
        {
            value = TextForm.Of(value, scratch);
            if (value.IsProblem) return value;
        }

        return TextForm.Joined(values, default, scratch);
    }

    private static Value OfBytes(in Value x, Scratch scratch) =>
        System.Text.Unicode.Utf8.IsValid(x.Utf8) ? scratch.Copy(x.Utf8) : Trouble.NotA(Value.Of($"{x.Utf8.Length} bytes"), "text in UTF-8");

    private static Value CollapseSpaces(in Value x, Scratch scratch)
    {
        var utf8 = x.Utf8;
        var output = scratch.Take(utf8.Length);
        var length = 0;
        var space = false;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            utf8 = utf8[consumed..];
            if (Rune.IsWhiteSpace(rune))
            {
                space = length > 0;
                continue;
            }

            if (space) output[length++] = (byte)' ';
            space = false;
            length += rune.EncodeToUtf8(output[length..]);
        }

        return scratch.Text(length);
    }

    private static FunctionEntry Padded(string name, string side, bool left, params IReadOnlyList<Example> examples) => new()
    {
        Name = name,
        Group = "text",
        Help = $"The value as text, filled up on the {side} to so many characters. A longer text stays as it is.",
        Parameters = [new("x", Kinds.Scalars), new("width", Kinds.Integer) { Constant = true }, new("fill", Kinds.Text) { Default = "\" \"", Constant = true }],
        Result = ValueKind.Text,
        Examples = examples,
        Bind = arguments => Pad(arguments, left),
    };

    private static Implementation? Pad(Arguments arguments, bool left)
    {
        const int Widest = 1000;
        var width = arguments.Integer(1);
        var fill = Encoding.UTF8.GetBytes(arguments.Text(2)!);
        if (width is < 0 or > Widest) arguments.Report(1, $"the width must be 0 to {Widest}, not {width}");
        if (Slices.Characters(fill) != 1) arguments.Report(2, "the fill must be one character");
        return arguments.Failed ? null : Implementation.Of(ValueKind.Text, (in x, scratch) => Pad(x, (int)width, fill, left, scratch));
    }

    private static Value Pad(in Value x, int width, ReadOnlySpan<byte> fill, bool left, Scratch scratch)
    {
        var text = TextForm.Of(x, scratch);
        if (text.IsProblem) return text;
        var missing = width - Slices.Characters(text.Utf8);
        if (missing <= 0) return text;
        var filling = missing * fill.Length;
        var output = scratch.Take(filling + text.Utf8.Length);
        for (var i = 0; i < missing; i++) fill.CopyTo(output[((left ? 0 : text.Utf8.Length) + (i * fill.Length))..]);
        text.Utf8.CopyTo(output[(left ? filling : 0)..]);
        return scratch.Text(filling + text.Utf8.Length);
    }
}

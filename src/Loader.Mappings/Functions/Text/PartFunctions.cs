using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>Functions that give a part of a text, or count in it. None of them copies.</summary>
internal static class PartFunctions
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "trim",
            Group = "text",
            Help = "The text without white space (Unicode's) at both ends.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"  a b\\n\" | trim", "\"a b\""), new("trim(\"   \")", "\"\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, Trim),
        },
        new()
        {
            Name = "trim_start",
            Group = "text",
            Help = "The text without white space at its start.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"  a b \" | trim_start", "\"a b \"")],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, _) => Trimmed(x, start: true, end: false)),
        },
        new()
        {
            Name = "trim_end",
            Group = "text",
            Help = "The text without white space at its end.",
            Parameters = [new("x", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"  a b \" | trim_end", "\"  a b\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, _) => Trimmed(x, start: false, end: true)),
        },
        new()
        {
            Name = "length",
            Group = "text",
            Help = "How many characters a text, or how many items a list has. A character is a Unicode code point.",
            Parameters = [new("x", Kinds.Of(ValueKind.Text, ValueKind.List))],
            Result = ValueKind.Integer,
            Examples = [new("\"café\" | length", "4"), new("length([\"a\", null])", "2"), new("length(\"\")", "0")],
            Bind = _ => Implementation.Of(
                ValueKind.Integer,
                (in x, _) => Value.Of((long)(x.Kind == ValueKind.List ? x.List.Count : Slices.Characters(x.Utf8)))),
        },
        new()
        {
            Name = "left",
            Group = "text",
            Help = "The first so many characters; the whole text when it is shorter.",
            Parameters = [new("x", Kinds.Text), new("count", Kinds.Integer)],
            Result = ValueKind.Text,
            Examples = [new("\"IT-2026\" | left(2)", "\"IT\""), new("left(\"a\", 5)", "\"a\""), new("left(\"abc\", -1)", "\"\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, in count, _) => Slices.Of(x, 0, Slices.Offset(x.Utf8, Math.Max(count.Integer, 0)))),
        },
        new()
        {
            Name = "right",
            Group = "text",
            Help = "The last so many characters; the whole text when it is shorter.",
            Parameters = [new("x", Kinds.Text), new("count", Kinds.Integer)],
            Result = ValueKind.Text,
            Examples = [new("\"IT-2026\" | right(4)", "\"2026\""), new("right(\"é\", 5)", "\"é\""), new("right(\"abc\", 0)", "\"\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, Right),
        },
        new()
        {
            Name = "slice",
            Group = "text",
            Help = "The characters from a start, counted from 0, or from the end when negative; so many of them, or all that follow.",
            Parameters = [new("x", Kinds.Text), new("start", Kinds.Integer), new("count", Kinds.Integer) { Optional = true }],
            Result = ValueKind.Text,
            Examples =
            [
                new("\"2026-03-01\" | slice(5, 2)", "\"03\""), new("slice(\"abcdef\", 2)", "\"cdef\""),
                new("slice(\"abcdef\", -2)", "\"ef\""), new("slice(\"abc\", 9, 1)", "\"\""),
            ],
            Bind = arguments => arguments.Count == 2
                ? Implementation.Of(ValueKind.Text, (in x, in start, _) => Slice(x, start.Integer, long.MaxValue))
                : Implementation.Of(ValueKind.Text, (values, _) => Slice(values[0], values[1].Integer, values[2].Integer)),
        },
        new()
        {
            Name = "split",
            Group = "text",
            Help = "The parts between the separators, as a list. A text without the separator is a list of itself.",
            Parameters = [new("x", Kinds.Text), new("separator", Kinds.Text) { Constant = true }],
            Result = ValueKind.List,
            Examples = [new("\"a;b;;c\" | split(\";\")", "[\"a\",\"b\",\"\",\"c\"]"), new("split(\"a-b\", \"-\")[0]", "\"a\"")],
            Bind = Split,
        },
    ];

    internal static Value Trim(in Value x, Scratch scratch) => Trimmed(x, start: true, end: true);

    private static Value Trimmed(in Value x, bool start, bool end)
    {
        var utf8 = x.Utf8;
        var (first, last) = (0, utf8.Length);
        while (start && first < last)
        {
            Rune.DecodeFromUtf8(utf8[first..last], out var rune, out var consumed);
            if (!Rune.IsWhiteSpace(rune)) break;
            first += consumed;
        }

        while (end && first < last)
        {
            Rune.DecodeLastFromUtf8(utf8[first..last], out var rune, out var consumed);
            if (!Rune.IsWhiteSpace(rune)) break;
            last -= consumed;
        }

        return last - first == utf8.Length ? x : Slices.Of(x, first, last - first);
    }

    private static Value Right(in Value x, in Value count, Scratch scratch)
    {
        var utf8 = x.Utf8;
        var offset = count.Integer <= 0 ? utf8.Length : Slices.Offset(utf8, Math.Max(Slices.Characters(utf8) - count.Integer, 0));
        return Slices.Of(x, offset, utf8.Length - offset);
    }

    private static Value Slice(in Value x, long start, long count)
    {
        var utf8 = x.Utf8;
        var from = Slices.Offset(utf8, start >= 0 ? start : Math.Max(Slices.Characters(utf8) + start, 0));
        return Slices.Of(x, from, Slices.Offset(utf8[from..], Math.Max(count, 0)));
    }

    private static Implementation? Split(Arguments arguments)
    {
        var separator = Encoding.UTF8.GetBytes(arguments.Text(1)!);
        if (separator.Length > 0) return Implementation.Of(ValueKind.List, (in x, _) => Split(x, separator));
        arguments.Report(1, "an empty text separates nothing", "slice(x, 0, 1) gives the first character");
        return null;
    }

    private static Value Split(in Value x, ReadOnlySpan<byte> separator)
    {
        var utf8 = x.Utf8;
        var parts = new Value[utf8.Count(separator) + 1];
        var start = 0;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            var length = utf8[start..].IndexOf(separator);
            parts[i] = Slices.Of(x, start, length);
            start += length + separator.Length;
        }

        parts[^1] = Slices.Of(x, start, utf8.Length - start);
        return Value.Of(parts);
    }
}

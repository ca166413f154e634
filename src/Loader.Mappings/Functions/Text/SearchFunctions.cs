using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>Functions that look for a text in another, byte for byte: upper and lower case differ.</summary>
internal static class SearchFunctions
{
    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "contains",
            Group = "text",
            Help = "Whether the part stands in the text. Upper and lower case differ; every text contains the empty one.",
            Parameters = [new("x", Kinds.Text), new("part", Kinds.Text)],
            Result = ValueKind.Boolean,
            Examples = [new("\"utm_source=news\" | contains(\"utm_\")", "true"), new("contains(\"ABC\", \"b\")", "false")],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, in part, _) => Value.Of(x.Utf8.IndexOf(part.Utf8) >= 0)),
        },
        new()
        {
            Name = "starts_with",
            Group = "text",
            Help = "Whether the text begins with the part. Upper and lower case differ.",
            Parameters = [new("x", Kinds.Text), new("part", Kinds.Text)],
            Result = ValueKind.Boolean,
            Examples = [new("\"TEST-17\" | starts_with(\"TEST-\")", "true"), new("starts_with(\"\", \"a\")", "false")],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, in part, _) => Value.Of(x.Utf8.StartsWith(part.Utf8))),
        },
        new()
        {
            Name = "ends_with",
            Group = "text",
            Help = "Whether the text ends with the part. Upper and lower case differ.",
            Parameters = [new("x", Kinds.Text), new("part", Kinds.Text)],
            Result = ValueKind.Boolean,
            Examples = [new("\"mary@example.com\" | ends_with(\"@example.com\")", "true"), new("ends_with(\"a\", \"\")", "true")],
            Bind = _ => Implementation.Of(ValueKind.Boolean, (in x, in part, _) => Value.Of(x.Utf8.EndsWith(part.Utf8))),
        },
        new()
        {
            Name = "replace",
            Group = "text",
            Help = "The text with every occurrence of the old part replaced by the new one, from left to right.",
            Parameters = [new("x", Kinds.Text), new("old", Kinds.Text), new("new", Kinds.Text)],
            Result = ValueKind.Text,
            Examples =
            [
                new("\"1.234,50\" | replace(\".\", \"\")", "\"1234,50\""), new("replace(\"aaa\", \"aa\", \"b\")", "\"ba\""),
                new("replace(\"a\", \"\", \"b\")", "\"a\""),
            ],
            Bind = _ => Implementation.Of(ValueKind.Text, Replace),
        },
        new()
        {
            Name = "index_of",
            Group = "text",
            Help = "Where the part first stands in the text, in characters from 0; null when it does not.",
            Parameters = [new("x", Kinds.Text), new("part", Kinds.Text)],
            Result = ValueKind.Integer,
            Examples = [new("index_of(\"é-mail\", \"mail\")", "2"), new("index_of(\"a\", \"b\")", "null")],
            Bind = _ => Implementation.Of(
                ValueKind.Integer,
                (in x, in part, _) => x.Utf8.IndexOf(part.Utf8) is >= 0 and var at ? Value.Of((long)Slices.Characters(x.Utf8[..at])) : Value.Null),
        },
        new()
        {
            Name = "before",
            Group = "text",
            Help = "What stands before the first occurrence of the part; null when the part is not there: before(x, \"?\") ?? x.",
            Parameters = [new("x", Kinds.Text), new("part", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"mary@example.com\" | before(\"@\")", "\"mary\""), new("before(\"mary\", \"@\")", "null")],
            Bind = _ => Implementation.Of(
                ValueKind.Text,
                (in x, in part, _) => x.Utf8.IndexOf(part.Utf8) is >= 0 and var at ? Slices.Of(x, 0, at) : Value.Null),
        },
        new()
        {
            Name = "after",
            Group = "text",
            Help = "What stands after the first occurrence of the part; null when the part is not there.",
            Parameters = [new("x", Kinds.Text), new("part", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"mary@example.com\" | after(\"@\")", "\"example.com\""), new("after(\"mary\", \"@\")", "null")],
            Bind = _ => Implementation.Of(
                ValueKind.Text,
                (in x, in part, _) => x.Utf8.IndexOf(part.Utf8) is >= 0 and var at ? From(x, at + part.Utf8.Length) : Value.Null),
        },
        new()
        {
            Name = "remove_prefix",
            Group = "text",
            Help = "The text without that beginning; the text as it is when it begins otherwise.",
            Parameters = [new("x", Kinds.Text), new("prefix", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"www.example.com\" | remove_prefix(\"www.\")", "\"example.com\""), new("remove_prefix(\"a\", \"b\")", "\"a\"")],
            Bind = _ => Implementation.Of(ValueKind.Text, (in x, in prefix, _) => x.Utf8.StartsWith(prefix.Utf8) ? From(x, prefix.Utf8.Length) : x),
        },
        new()
        {
            Name = "remove_suffix",
            Group = "text",
            Help = "The text without that end; the text as it is when it ends otherwise.",
            Parameters = [new("x", Kinds.Text), new("suffix", Kinds.Text)],
            Result = ValueKind.Text,
            Examples = [new("\"A17-TEST\" | remove_suffix(\"-TEST\")", "\"A17\""), new("remove_suffix(\"a\", \"b\")", "\"a\"")],
            Bind = _ => Implementation.Of(
                ValueKind.Text,
                (in x, in suffix, _) => x.Utf8.EndsWith(suffix.Utf8) ? Slices.Of(x, 0, x.Utf8.Length - suffix.Utf8.Length) : x),
        },
    ];

    private static Value From(in Value x, int offset) => Slices.Of(x, offset, x.Utf8.Length - offset);

    private static Value Replace(Span<Value> values, Scratch scratch)
    {
        var utf8 = values[0].Utf8;
        var part = values[1].Utf8;
        var by = values[2].Utf8;
        var count = part.IsEmpty ? 0 : utf8.Count(part);
        if (count == 0) return values[0];
        var length = utf8.Length + ((long)count * (by.Length - part.Length));
        if (length > TextForm.LongestText) return TextForm.TooLong(length);
        var output = scratch.Take((int)length);
        while (true)
        {
            var clean = utf8.IndexOf(part);
            if (clean < 0) break;
            utf8[..clean].CopyTo(output);
            by.CopyTo(output[clean..]);
            output = output[(clean + by.Length)..];
            utf8 = utf8[(clean + part.Length)..];
        }

        utf8.CopyTo(output);
        return scratch.Text((int)length);
    }
}

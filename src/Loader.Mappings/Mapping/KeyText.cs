using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>
/// A row's key as text: texts as they are, other single values in their one written form (numbers with their digits, times in UTC), so
/// that the same row has the same key on every run.
/// </summary>
internal static class KeyText
{
    /// <summary>The key as a text that is not empty, or a problem.</summary>
    public static Value Of(in Value value, Scratch scratch, Place place)
    {
        if (value.IsProblem) return value;
        if (value.IsNull || (value.Kind == ValueKind.Text && value.Utf8.IsEmpty)) return Problem("the row has no key", place);
        if (!Kinds.Scalars.Contains(value.Kind)) return Problem($"a key must be a single value; this one is {value.Kind.Noun()}", place);
        var text = TextForm.Of(value, scratch);
        return text.IsProblem ? Value.Of(text.Problem.At(place)) : text;
    }

    private static Value Problem(string message, Place place) => Value.Of(new Problem(RowCodes.NoKey, message, place));
}

using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>Reads texts that an event must have.</summary>
internal static class RowText
{
    /// <summary>The text of a field, or why the row cannot leave.</summary>
    public static Packing.Broken? Required(FieldSource source, string field, ReadOnlySpan<Value> slots, out Value text)
    {
        text = source.In(slots);
        if (text.Kind == ValueKind.Text && !text.Utf8.IsEmpty) return null;
        var problem = text.Kind is ValueKind.Null or ValueKind.Text
            ? new Problem(NamelessCodes.MissingField, $"{field} is empty", source.Place, "skip or reject such rows, or give a default")
            : new Problem(NamelessCodes.WrongType, $"{field} is {ValueWords.Of(text.Kind)}, not a text", source.Place, "convert it: … | text");
        return new(problem, field);
    }
}

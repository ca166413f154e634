using Loader.Mappings.Rows;

namespace Loader.Destinations;

/// <summary>The types in words, for messages.</summary>
internal static class ValueWords
{
    public static string Of(ValueKind kind) => kind switch
    {
        ValueKind.Null => "empty",
        ValueKind.Text => "a text",
        ValueKind.Integer => "a whole number",
        ValueKind.Decimal => "a decimal number",
        ValueKind.WideDecimal => "a decimal number of more than 28 digits",
        ValueKind.Float => "a floating point number",
        ValueKind.Boolean => "true or false",
        ValueKind.Time => "a time",
        ValueKind.Date => "a date",
        ValueKind.Duration => "a duration",
        ValueKind.Bytes => "bytes",
        ValueKind.List => "a list",
        ValueKind.Object => "an object",
        _ => "not a value",
    };
}

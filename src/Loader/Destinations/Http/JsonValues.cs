using System.Text.Json;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>JSON as values of formulas.</summary>
internal static class JsonValues
{
    private const int LongestNumber = 64;

    /// <exception cref="InvalidOperationException">A text holds half of a surrogate pair, which is no text.</exception>
    public static Value Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Value.Of(new ValueObject([.. json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Of(member.Value)))])),
        JsonValueKind.Array => Value.Of([.. json.EnumerateArray().Select(Of)]),
        JsonValueKind.String => Value.Of(json.GetString()!),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        _ => Value.Null,
    };

    private static Value Number(JsonElement json)
    {
        if (json.TryGetInt64(out var integer)) return Value.Of(integer);
        return json.GetRawText().Length < LongestNumber && json.TryGetDecimal(out var exact) ? Value.Of(exact) : Value.Of(json.GetDouble());
    }
}

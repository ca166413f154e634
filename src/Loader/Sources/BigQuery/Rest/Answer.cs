using System.Globalization;
using System.Text.Json;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>
/// Parts of an answer, each of which may be missing, null or of another form: servers that are not BigQuery itself leave out much of what it says. 64-bit
/// numbers travel as texts, and with some as numbers.
/// </summary>
internal static class Answer
{
    /// <summary>A member; undefined when there is none.</summary>
    public static JsonElement Part(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    public static string? Text(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long? Number(JsonElement of, string name) => Part(of, name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var whole) ? whole : null,
        { ValueKind: JsonValueKind.String } text => long.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var read) ? read : null,
        _ => null,
    };

    public static bool? Flag(JsonElement of, string name) => Part(of, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text => bool.TryParse(text.GetString(), out var flag) ? flag : null,
        _ => null,
    };
}

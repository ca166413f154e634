using System.Text.Json;

namespace Loader.Books.Records;

/// <summary>How the members of a record stand in its line.</summary>
internal static class RecordJson
{
    public static void WriteWhereKnown(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public static void WriteWhereKnown(this Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null) return;
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static IReadOnlyList<string>? TextsOf(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString() ?? "")] : null;

    public static string? TextOf(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The word for a stage in files.</summary>
    public static string Text(this FailureStage stage) => stage switch
    {
        FailureStage.Read => "read",
        FailureStage.Map => "map",
        FailureStage.Contract => "contract",
        _ => "send",
    };
}

using System.Text.Json;
using Loader.Mappings.Rows;

namespace Loader.Sources;

/// <summary>Writes values as JSON: lists, objects and what JSON has of its own. How other single values are said is for whoever writes.</summary>
internal static class JsonValues
{
    /// <summary>Writes a value that is no list and no object, and that JSON does not have.</summary>
    public delegate void Single(in Value value, Utf8JsonWriter json);

    public static void Write(in Value value, Utf8JsonWriter json, Single single)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: json.WriteNullValue(); break;
            case ValueKind.Boolean: json.WriteBooleanValue(value.Boolean); break;
            case ValueKind.Integer: json.WriteNumberValue(value.Integer); break;
            case ValueKind.List:
                json.WriteStartArray();
                foreach (var item in value.List) Write(item, json, single);
                json.WriteEndArray();
                break;
            case ValueKind.Object:
                json.WriteStartObject();
                foreach (var (name, member) in value.Object.Members)
                {
                    json.WritePropertyName(name);
                    Write(member, json, single);
                }

                json.WriteEndObject();
                break;
            default: single(value, json); break;
        }
    }
}

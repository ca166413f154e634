using System.Text.Json;

namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>Reads the schema of a session.</summary>
/// <remarks>A named type is given in full once and by its name afterwards (RANGE types do so); a type that holds itself is refused.</remarks>
internal sealed class AvroSchemaReader
{
    /// <summary>BigQuery nests records 15 deep; each level may be a union of an array of a record.</summary>
    private const int Deepest = 64;

    private const int MostScale = 38;

    private readonly Dictionary<string, AvroType> named = new(StringComparer.Ordinal);

    /// <exception cref="DamagedRowsException">It is no schema, or has a type that BigQuery does not send.</exception>
    public static AvroType.Record Read(string schema)
    {
        try
        {
            using var json = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 4 * Deepest });
            return new AvroSchemaReader().Type(json.RootElement, 0) as AvroType.Record ?? throw Unknown("a schema that is not a record");
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            throw new DamagedRowsException("the Avro schema of the session is no JSON: " + damaged.Message);
        }
    }

    private AvroType Type(JsonElement type, int depth)
    {
        if (depth > Deepest) throw Unknown("a type nested too deeply");
        return type.ValueKind switch
        {
            JsonValueKind.String => Named(type.GetString()!, default),
            JsonValueKind.Array => Union(type, depth),
            JsonValueKind.Object => Declared(type, depth),
            _ => throw Unknown($"a type written as {type.ValueKind}"),
        };
    }

    private AvroType.Optional Union(JsonElement union, int depth)
    {
        if (union.GetArrayLength() != 2) throw Unknown($"a union of {union.GetArrayLength()} types");
        var nullBranch = IsNull(union[0]) ? 0 : IsNull(union[1]) ? 1 : throw Unknown("a union without null");
        return new(Type(union[1 - nullBranch], depth + 1), nullBranch);
    }

    private static bool IsNull(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("null");

    private AvroType Declared(JsonElement type, int depth)
    {
        if (!type.TryGetProperty("type", out var kind)) throw Unknown("a type without 'type'");
        if (kind.ValueKind != JsonValueKind.String) return Type(kind, depth + 1);
        return kind.GetString() switch
        {
            "array" => new AvroType.Array(Type(Part(type, "items"), depth + 1)),
            "record" => Record(type, depth),
            var name => Named(name!, type),
        };
    }

    private AvroType.Record Record(JsonElement type, int depth)
    {
        var name = Text(type, "name") ?? throw Unknown("a record without a name");
        var space = Text(type, "namespace");
        var fields = Part(type, "fields");
        if (fields.ValueKind != JsonValueKind.Array || fields.GetArrayLength() == 0) throw Unknown($"a record '{name}' without fields");
        var full = space is null ? name : space + "." + name;
        var record = new AvroType.Record(full, [.. fields.EnumerateArray().Select(field => Field(field, depth))]);

        // References are written with or without the namespace.
        named[name] = named[full] = named[name[(name.LastIndexOf('.') + 1)..]] = record;
        return record;
    }

    private AvroField Field(JsonElement field, int depth)
    {
        if (field.ValueKind != JsonValueKind.Object) throw Unknown("a field that is not an object");
        return new(Text(field, "name") ?? throw Unknown("a field without a name"), Type(Part(field, "type"), depth + 1));
    }

    private AvroType Named(string name, JsonElement attributes)
    {
        var logical = Text(attributes, "logicalType");
        var sql = Text(attributes, "sqlType");
        switch (name)
        {
            case "boolean": return new AvroType.Scalar(AvroForm.Boolean);
            case "double": return new AvroType.Scalar(AvroForm.Float);
            case "int" or "long": return new AvroType.Scalar(Integer(logical));
            case "bytes" when logical == "decimal": return Decimal(attributes);
            case "bytes": return new AvroType.Scalar(AvroForm.Bytes);
            case "string": return new AvroType.Scalar(String(logical, sql));
            default: return named.GetValueOrDefault(name) ?? throw Unknown($"a type '{name}'");
        }
    }

    private static AvroForm Integer(string? logical) => logical switch
    {
        null => AvroForm.Integer,
        "date" => AvroForm.Date,
        "time-micros" => AvroForm.Time,
        "timestamp-micros" => AvroForm.Timestamp,
        "local-timestamp-micros" => AvroForm.LocalTimestamp,
        _ => throw Unknown($"a logical type '{logical}'"),
    };

    private static AvroForm String(string? logical, string? sql) => (logical, sql) switch
    {
        ("datetime", _) or (_, "DATETIME") => AvroForm.DateTime,
        (_, "JSON") => AvroForm.Json,
        (_, "GEOGRAPHY") => AvroForm.Geography,
        (_, "INTERVAL") => AvroForm.Interval,
        _ => AvroForm.Text,
    };

    private static AvroType.Scalar Decimal(JsonElement attributes)
    {
        var scale = 0;
        if (attributes.TryGetProperty("scale", out var given) && (given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out scale)))
        {
            throw Unknown("a scale that is no number");
        }

        return scale is >= 0 and <= MostScale ? new(AvroForm.Decimal, scale) : throw Unknown($"a decimal of scale {scale}");
    }

    private static JsonElement Part(JsonElement type, string name) =>
        type.TryGetProperty(name, out var part) ? part : throw Unknown($"a type without '{name}'");

    private static string? Text(JsonElement type, string name) =>
        type.ValueKind == JsonValueKind.Object && type.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static DamagedRowsException Unknown(string what) => new($"the Avro schema of the session has {what}");
}

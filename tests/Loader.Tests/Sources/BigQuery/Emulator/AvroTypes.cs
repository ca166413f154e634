using System.Text.Json.Nodes;
using Loader.Sources.BigQuery;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>
/// The Avro schema that the Storage Read API makes of a table's: records named in order, a range in full the first time and by its name afterwards.
/// </summary>
internal sealed class AvroTypes
{
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private int records;

    public string Schema(IEnumerable<BigQueryField> fields) => Record("__root__", fields).ToJsonString();

    public JsonNode Of(BigQueryField field) => field.Mode switch
    {
        FieldMode.Repeated => new JsonObject { ["type"] = "array", ["items"] = Single(field) },
        FieldMode.Required => Single(field),
        _ => new JsonArray("null", Single(field)),
    };

    private JsonObject Record(string name, IEnumerable<BigQueryField> fields) => new()
    {
        ["type"] = "record",
        ["name"] = name,
        ["fields"] = new JsonArray([.. fields.Select(field => (JsonNode)new JsonObject { ["name"] = field.Name, ["type"] = Of(field) })]),
    };

    private JsonNode Single(BigQueryField field) => field.Type switch
    {
        BigQueryType.Record => Record($"__s_{records++}", field.Fields),
        BigQueryType.Range => Range(field.RangeElement),
        _ => Scalar(field.Type),
    };

    private JsonNode Range(BigQueryType element)
    {
        var name = "RANGE_" + element.ToString().ToUpperInvariant();
        if (!given.Add(name)) return "google.sqlType." + name;
        var range = Record(name, [new("start", element), new("end", element)]);
        range["namespace"] = "google.sqlType";
        return range;
    }

    private static JsonNode Scalar(BigQueryType type) => type switch
    {
        BigQueryType.Boolean => "boolean",
        BigQueryType.Integer => "long",
        BigQueryType.Float => "double",
        BigQueryType.Bytes => "bytes",
        BigQueryType.Numeric => new JsonObject { ["type"] = "bytes", ["logicalType"] = "decimal", ["precision"] = 38, ["scale"] = 9 },
        BigQueryType.BigNumeric => new JsonObject { ["type"] = "bytes", ["logicalType"] = "decimal", ["precision"] = 77, ["scale"] = 38 },
        BigQueryType.Date => new JsonObject { ["type"] = "int", ["logicalType"] = "date" },
        BigQueryType.Time => new JsonObject { ["type"] = "long", ["logicalType"] = "time-micros" },
        BigQueryType.Timestamp => new JsonObject { ["type"] = "long", ["logicalType"] = "timestamp-micros" },
        BigQueryType.DateTime => new JsonObject { ["type"] = "string", ["logicalType"] = "datetime" },
        BigQueryType.Json or BigQueryType.Geography => new JsonObject { ["type"] = "string", ["sqlType"] = type.ToString().ToUpperInvariant() },
        _ => "string",
    };
}

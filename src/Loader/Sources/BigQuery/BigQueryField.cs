using System.Text.Json;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery.Rest;

namespace Loader.Sources.BigQuery;

/// <summary>A column of a table or a query's result, or a member of a record (REST reference, "TableFieldSchema").</summary>
/// <param name="Name">Up to 300 characters, not always ASCII.</param>
/// <param name="Type">What its cells are, or its items when it is repeated.</param>
internal sealed record BigQueryField(string Name, BigQueryType Type)
{
    public FieldMode Mode { get; init; }

    /// <summary>The members of a record, in their order.</summary>
    public IReadOnlyList<BigQueryField> Fields { get; init; } = [];

    /// <summary>What the two ends of a range are: a date, a datetime or a timestamp.</summary>
    public BigQueryType RangeElement { get; init; } = BigQueryType.Date;

    /// <summary>Its type in the mapping language; null where that differs from cell to cell.</summary>
    public ValueKind? Kind => Mode == FieldMode.Repeated ? ValueKind.List : BigQueryValues.KindOf(Type);

    /// <summary>The columns of a schema, as the mapping language sees them.</summary>
    public static Schema SchemaOf(IEnumerable<BigQueryField> fields) => new([.. fields.Select(field => new Column(field.Name, field.Kind))]);

    /// <summary>The fields of REST's <c>schema</c>; none when there is no such thing.</summary>
    /// <exception cref="FormatException">A type is not known.</exception>
    public static IReadOnlyList<BigQueryField> ReadAll(JsonElement schema) =>
        Answer.Part(schema, "fields") is { ValueKind: JsonValueKind.Array } fields ? [.. fields.EnumerateArray().Select(Read)] : [];

    /// <summary>Whether a column has the same values: a server may call it REQUIRED in one answer and NULLABLE in another.</summary>
    public bool IsLike(BigQueryField other) =>
        Name == other.Name && Type == other.Type && (Mode == FieldMode.Repeated) == (other.Mode == FieldMode.Repeated) && RangeElement == other.RangeElement
        && Fields.Count == other.Fields.Count && Fields.Zip(other.Fields).All(pair => pair.First.IsLike(pair.Second));

    private static BigQueryField Read(JsonElement field) => new(TextOf(field, "name"), TypeOf(TextOf(field, "type")))
    {
        Mode = ModeOf(Answer.Text(field, "mode")?.ToUpperInvariant()),
        Fields = ReadAll(field),
        RangeElement = Answer.Part(field, "rangeElementType") is { ValueKind: JsonValueKind.Object } element
            ? TypeOf(TextOf(element, "type"))
            : BigQueryType.Date,
    };

    private static string TextOf(JsonElement field, string name) =>
        Answer.Text(field, name) ?? throw new FormatException($"a column of the schema has no {name}");

    private static FieldMode ModeOf(string? mode) => mode switch
    {
        "REPEATED" => FieldMode.Repeated,
        "REQUIRED" => FieldMode.Required,
        _ => FieldMode.Nullable,
    };

    /// <exception cref="FormatException">The type is not known.</exception>
    private static BigQueryType TypeOf(string name) => name.ToUpperInvariant() switch
    {
        "STRING" => BigQueryType.String,
        "BYTES" => BigQueryType.Bytes,
        "INTEGER" or "INT64" => BigQueryType.Integer,
        "FLOAT" or "FLOAT64" => BigQueryType.Float,
        "NUMERIC" or "DECIMAL" => BigQueryType.Numeric,
        "BIGNUMERIC" or "BIGDECIMAL" => BigQueryType.BigNumeric,
        "BOOLEAN" or "BOOL" => BigQueryType.Boolean,
        "TIMESTAMP" => BigQueryType.Timestamp,
        "DATE" => BigQueryType.Date,
        "TIME" => BigQueryType.Time,
        "DATETIME" => BigQueryType.DateTime,
        "INTERVAL" => BigQueryType.Interval,
        "RANGE" => BigQueryType.Range,
        "JSON" => BigQueryType.Json,
        "GEOGRAPHY" => BigQueryType.Geography,
        "RECORD" or "STRUCT" => BigQueryType.Record,
        _ => throw new FormatException($"the type {name} is not known"),
    };
}

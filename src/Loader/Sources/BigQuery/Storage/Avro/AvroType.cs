namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>
/// A type of an Avro schema, as far as BigQuery uses them (Avro 1.11 specification, "Schema Declaration"; BigQuery Storage Read API, "Avro schema
/// details").
/// </summary>
internal abstract record AvroType
{
    private AvroType()
    {
    }

    /// <param name="Form">What it is.</param>
    /// <param name="Scale">Digits after the point of a decimal.</param>
    public sealed record Scalar(AvroForm Form, int Scale = 0) : AvroType;

    /// <summary>A union of null and one other type.</summary>
    /// <param name="Item">The other.</param>
    /// <param name="NullBranch">Which of the two is null, 0 or 1.</param>
    public sealed record Optional(AvroType Item, int NullBranch) : AvroType;

    public sealed record Array(AvroType Item) : AvroType;

    /// <param name="Name">With its namespace.</param>
    public sealed record Record(string Name, IReadOnlyList<AvroField> Fields) : AvroType;
}

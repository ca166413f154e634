namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>A field of an Avro record.</summary>
internal sealed record AvroField(string Name, AvroType Type);

namespace Loader.Parquet.Metadata;

/// <summary>How often a schema element occurs within its parent; parquet.thrift, FieldRepetitionType.</summary>
internal enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}

namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>What a single Avro value is, by its type, logicalType and sqlType together.</summary>
internal enum AvroForm
{
    Boolean,
    Integer,
    Float,
    Text,
    Bytes,

    /// <summary>An int: days since 1970-01-01.</summary>
    Date,

    /// <summary>A long: microseconds since midnight.</summary>
    Time,

    /// <summary>A long: microseconds since 1970-01-01T00:00:00Z.</summary>
    Timestamp,

    /// <summary>A long: microseconds since 1970-01-01T00:00:00 in no zone (Avro's <c>local-timestamp-micros</c>; BigQuery sends a string instead).</summary>
    LocalTimestamp,

    /// <summary>A string: <c>2019-03-18T01:23:45.678901</c>.</summary>
    DateTime,

    /// <summary>Bytes: a big-endian two's complement integer, to be divided by ten to the power of the scale.</summary>
    Decimal,

    Geography,
    Json,
    Interval,
}

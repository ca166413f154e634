namespace Loader.Sources.BigQuery;

/// <summary>BigQuery's types. REST has two names for some of them (INTEGER and INT64); both are read.</summary>
internal enum BigQueryType
{
    String,
    Bytes,
    Integer,
    Float,

    /// <summary>38 digits, 9 of them after the point.</summary>
    Numeric,

    /// <summary>77 digits, 38 of them after the point: more than a decimal of the mapping language holds.</summary>
    BigNumeric,
    Boolean,

    /// <summary>An instant, to the microsecond.</summary>
    Timestamp,
    Date,
    Time,

    /// <summary>A day and a time of day in no zone.</summary>
    DateTime,
    Interval,
    Range,
    Json,
    Geography,
    Record,
}

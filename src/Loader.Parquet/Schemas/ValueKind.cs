namespace Loader.Parquet.Schemas;

/// <summary>What a single value is.</summary>
public enum ValueKind
{
    Boolean,

    /// <summary>8 to 64 bits, signed or not.</summary>
    Integer,

    /// <summary>16, 32 or 64 bits.</summary>
    Float,

    /// <summary>Any number of digits, with a fixed scale.</summary>
    Decimal,

    /// <summary>UTF-8.</summary>
    Text,

    Bytes,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>An instant, or a local date and time, see <see cref="ColumnType.IsUtc"/>.</summary>
    Timestamp,

    Uuid,

    /// <summary>Months, days and milliseconds, kept apart.</summary>
    Interval,
}

namespace Loader.Mappings.Rows;

/// <summary>The types of the mapping language.</summary>
public enum ValueKind : byte
{
    /// <summary>No value. Null in, null out, unless a function says otherwise.</summary>
    Null,

    /// <summary>Text, held as UTF-8. Never turns into a number by itself.</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>An exact decimal number of up to 28 digits, which it keeps: 12.50 stays 12.50.</summary>
    Decimal,

    /// <summary>
    /// A decimal number with more digits than that: see <see cref="Rows.WideDecimal"/>. Columns do not have this type: theirs is <see cref="Decimal"/>, and
    /// single cells of them are wide.
    /// </summary>
    WideDecimal,

    /// <summary>A binary floating point number of 64 bits.</summary>
    Float,

    Boolean,

    /// <summary>An instant: seconds since 1970-01-01T00:00:00Z and nanoseconds.</summary>
    Time,

    /// <summary>A calendar day: days since 1970-01-01.</summary>
    Date,

    /// <summary>A length of time: seconds and nanoseconds.</summary>
    Duration,

    Bytes,

    List,

    Object,

    /// <summary>Not a value: why there is none. A problem in, the same problem out; it fails its row.</summary>
    Problem,
}

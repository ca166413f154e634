using System.Globalization;
using Loader.Parquet.Metadata;

namespace Loader.Parquet.Schemas;

/// <summary>Type of a leaf column: what its values mean, and how they are stored.</summary>
public sealed record ColumnType
{
    public required ValueKind Kind { get; init; }

    public required PhysicalType Physical { get; init; }

    /// <summary>Bytes per value of FIXED_LEN_BYTE_ARRAY and INT96; 0 otherwise.</summary>
    public int FixedLength { get; init; }

    /// <summary>Width of integers and floats in bits; 0 otherwise. May be less than what the physical type has.</summary>
    public int BitWidth { get; init; }

    public bool IsUnsigned { get; init; }

    /// <summary>Digits of a decimal.</summary>
    public int Precision { get; init; }

    /// <summary>Digits after the point of a decimal.</summary>
    public int Scale { get; init; }

    /// <summary>Unit of times and timestamps.</summary>
    public TimeUnit Unit { get; init; }

    /// <summary>Timestamps: an instant when true, a local date and time of an unnamed zone when false.</summary>
    public bool IsUtc { get; init; }

    /// <summary>Name of the annotation the file gives, for example STRING, JSON, GEOMETRY; null without one, or when it is not known.</summary>
    public string? Annotation { get; init; }

    public override string ToString() => Kind switch
    {
        ValueKind.Integer => $"{(IsUnsigned ? "uint" : "int")}{BitWidth.ToString(CultureInfo.InvariantCulture)}",
        ValueKind.Float => $"float{BitWidth.ToString(CultureInfo.InvariantCulture)}",
        ValueKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})"),
        ValueKind.Time => $"time({Unit.ToString().ToLowerInvariant()})",
        ValueKind.Timestamp => $"{(IsUtc ? "instant" : "timestamp")}({Unit.ToString().ToLowerInvariant()})",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}

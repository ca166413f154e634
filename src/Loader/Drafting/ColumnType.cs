using Loader.Mappings.Rows;

namespace Loader.Drafting;

/// <summary>What a column's values are, and how a mapping says so.</summary>
/// <param name="Kind">What they are once converted; null where that differs from row to row.</param>
/// <param name="Conversion">The conversion as it stands under <c>columns</c>; null: they are that already.</param>
internal sealed record ColumnType(ValueKind? Kind, string? Conversion)
{
    /// <summary>For dates without a time of day: how they are read as the instant at which the day begins.</summary>
    public string? AsTime { get; init; }

    /// <summary>What the values do not say, and a person has to: which of day and month comes first.</summary>
    public string? Question { get; init; }

    /// <summary>Texts of the sample that are not of this type: their rows will fail.</summary>
    public long Misfits { get; init; }

    /// <summary>Whether a time zone was taken for granted, since the texts have none.</summary>
    public bool AssumesZone { get; init; }

    public static ColumnType Of(ValueKind? kind) => new(kind, null);
}

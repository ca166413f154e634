using Loader.Mappings.Events;

namespace Loader.Destinations.Nameless;

/// <summary>A mapping's event, with every field's source found. Made once by <see cref="NamelessBinding"/>.</summary>
internal sealed record BoundEvent
{
    public required FieldSource Name { get; init; }

    public required FieldSource Timestamp { get; init; }

    public required FieldSource Origin { get; init; }

    public required FieldSource EventId { get; init; }

    public required FieldSource Date { get; init; }

    public required FieldSource ClientId { get; init; }

    public required FieldSource SessionId { get; init; }

    public required FieldSource PageId { get; init; }

    public required FieldSource PageDate { get; init; }

    public required EventPart PageData { get; init; }

    public required EventPart EventData { get; init; }

    public required EventPart UserData { get; init; }

    public required EventPart SessionData { get; init; }

    public required EventPart ConsentData { get; init; }

    public required EventPart GtmData { get; init; }

    /// <summary>Null when the mapping has none.</summary>
    public required EventPart? Ecommerce { get; init; }

    /// <summary>An object or a list whose items the mapping names; null when the mapping has none or rows bring it whole.</summary>
    public required JsonTemplate? Datalayer { get; init; }

    /// <summary>The datalayer as rows bring it whole.</summary>
    public required FieldSource DatalayerWhole { get; init; }

    /// <summary>Slots inside the datalayer.</summary>
    public required Guard[] DatalayerGuards { get; init; }
}

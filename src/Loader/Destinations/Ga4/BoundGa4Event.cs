namespace Loader.Destinations.Ga4;

/// <summary>A mapping's event, with every field's source found. Made once by <see cref="Ga4Binding"/>.</summary>
internal sealed record BoundGa4Event
{
    public required FieldSource Name { get; init; }

    /// <summary><c>client_id</c>, or <c>app_instance_id</c> in an app's stream.</summary>
    public required FieldSource Client { get; init; }

    public required FieldSource Timestamp { get; init; }

    public required FieldSource UserId { get; init; }

    public required FieldSource IpOverride { get; init; }

    public required FieldSource UserAgent { get; init; }

    public required Ga4Object Params { get; init; }

    /// <summary>Within <see cref="Params"/>, for the checks that look at several of them.</summary>
    public required FieldSource Value { get; init; }

    public required FieldSource Currency { get; init; }

    public required FieldSource TransactionId { get; init; }

    /// <summary>To check the properties; <see cref="UserProperties"/> writes them.</summary>
    public required Ga4Object CheckedUserProperties { get; init; }

    public required UserProperties UserProperties { get; init; }

    public required Ga4Object UserData { get; init; }

    public required Ga4Object Consent { get; init; }

    public required Ga4Object UserLocation { get; init; }

    public required Ga4Object Device { get; init; }
}

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>What the section under <c>to: google_analytics:</c> says.</summary>
internal sealed record GoogleAnalyticsOptions
{
    /// <summary>Where hits go, with the path.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary><c>tid</c> of hits that bring none: UA-XXXXX-Y.</summary>
    public required string TrackingId { get; init; }

    /// <summary>Whether several hits go in one request, each on a line of its own.</summary>
    public bool Batch { get; init; }

    /// <summary>Whether a hit goes in the query string of a GET; otherwise in the body of a POST.</summary>
    public bool Get { get; init; }

    /// <summary>See <see cref="IDestination.ArrivalSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Arrival { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

namespace Loader.Destinations;

/// <summary>Every kind of destination there is. A new one is one line here.</summary>
public sealed class DestinationCatalog(IEnumerable<IDestinationKind> kinds)
{
    private readonly Dictionary<string, IDestinationKind> byName = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static DestinationCatalog Default { get; } = new(
    [
        new Nameless.NamelessKind(),
        new GoogleAnalytics.GoogleAnalyticsKind(),
        new Ga4.Ga4Kind(),
        new Http.HttpKind(),
        new Segment.SegmentKind(),
        new Snowplow.SnowplowKind(),
    ]);

    public IReadOnlyCollection<string> Names => byName.Keys;

    public IReadOnlyCollection<IDestinationKind> Kinds => byName.Values;

    public IDestinationKind? Find(string name) => byName.GetValueOrDefault(name);
}

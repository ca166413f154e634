using Loader.Destinations;
using Loader.Sources;

namespace Loader.Running.Preparing;

/// <summary>The kinds of sources and destinations that this program knows.</summary>
public sealed record Catalogs(SourceCatalog Sources, DestinationCatalog Destinations)
{
    public static Catalogs Default { get; } = new(SourceCatalog.Default, DestinationCatalog.Default);
}

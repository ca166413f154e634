using Loader.Destinations;
using Loader.Destinations.Ga4;
using Loader.Destinations.GoogleAnalytics;
using Loader.Destinations.Http;
using Loader.Destinations.Nameless;
using Loader.Destinations.Snowplow;
using Loader.Rehearsal.Ga4;
using Loader.Rehearsal.GoogleAnalytics;
using Loader.Rehearsal.Http;
using Loader.Rehearsal.Nameless;
using Loader.Rehearsal.Snowplow;

namespace Loader.Rehearsal;

/// <summary>Which rules an embedded endpoint speaks for a configured destination. A destination that can be rehearsed is one line here.</summary>
public static class RehearsalRules
{
    /// <summary>The path that the endpoint claims when it is embedded.</summary>
    public const string Path = "/rehearsal";

    /// <summary>The rules for a destination, configured as its owner would have configured the server for these settings; null when there are none.</summary>
    public static IEndpointRules? For(IDestination destination) => destination switch
    {
        NamelessDestination nameless => new NamelessRules(TagFor(nameless.Options)),
        Ga4Destination ga4 => new Ga4Rules(ga4.Options.Clock),
        GoogleAnalyticsDestination => new HitCollectorRules(),
        SnowplowDestination => new SnowplowRules(new() { Path = Path }),
        HttpDestination http => HttpRehearsal.For(http.Options),
        _ => null,
    };

    private static NamelessTag TagFor(NamelessOptions options) => new()
    {
        Version = options.Version switch
        {
            NamelessVersion.Tag2025 => TagVersion.Tag202509,
            NamelessVersion.Seed => TagVersion.Seed,
            _ => TagVersion.Tag202606,
        },
        Path = Path,
        AuthorizedDomains = options.Origin is null ? null : [new Uri(options.Origin).Host],
        ApiKey = options.ApiKey,
        CookiePrefix = options.CookiePrefix,

        // A purchase import refers to people whom the tag has seen; a mapping that makes page views is rehearsed against one that has not.
        KnownSessions = !options.EnsurePageView,
    };
}

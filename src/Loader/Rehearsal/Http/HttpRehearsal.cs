using Loader.Destinations.Http;

namespace Loader.Rehearsal.Http;

/// <summary>Which service's rules a described endpoint is rehearsed with.</summary>
internal static class HttpRehearsal
{
    public static IEndpointRules For(HttpOptions options) =>
        (options.Name == HttpServices.Segment ? HttpServices.Segment : options.Rehearsal.Like ?? HttpServices.Of(options.Url.Host)) switch
        {
            HttpServices.Meta => new MetaConversions(options.Clock),
            HttpServices.DataManager => new DataManager(),
            HttpServices.Mixpanel => new Mixpanel(options.Clock),
            HttpServices.PostHog => new PostHog(),
            HttpServices.Segment => new Segment(),
            HttpServices.Matomo => new Matomo(options.Clock),
            _ => new Webhook(options.IdField, options.Rehearsal.Status, options.Rehearsal.Body),
        };
}

namespace Loader.Destinations.Http;

/// <summary>Services that a rehearsal can play, and the hosts by which they are known.</summary>
internal static class HttpServices
{
    public const string Meta = "meta_conversions";
    public const string DataManager = "google_data_manager";
    public const string Mixpanel = "mixpanel";
    public const string PostHog = "posthog";
    public const string Segment = "segment";
    public const string Matomo = "matomo";
    public const string Webhook = "webhook";

    public static readonly IReadOnlyList<(string Name, string[] Hosts)> All =
    [
        (Meta, ["graph.facebook.com"]),
        (DataManager, ["datamanager.googleapis.com"]),
        (Mixpanel, ["api.mixpanel.com", "api-eu.mixpanel.com", "api-in.mixpanel.com"]),
        (PostHog, ["us.i.posthog.com", "eu.i.posthog.com"]),
        (Segment, ["api.segment.io", "events.eu1.segmentapis.com"]),
        (Matomo, []),
        (Webhook, []),
    ];

    /// <summary>The service that a host belongs to; any webhook when none does.</summary>
    public static string Of(string host) => All.FirstOrDefault(service => service.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)).Name ?? Webhook;
}

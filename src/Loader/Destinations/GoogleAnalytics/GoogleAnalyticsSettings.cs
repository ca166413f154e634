using System.Text.RegularExpressions;
using Loader.Options;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>Reads the section under <c>to: google_analytics:</c>.</summary>
internal static partial class GoogleAnalyticsSettings
{
    private const string Example = "https://collector.shop.example/collect";

    public static GoogleAnalyticsOptions? Read(Section section)
    {
        const string Help = "your collector: a self-hosted one, or Snowplow's adapter at /com.google.analytics/v1; without a path /collect or /batch is added";
        var endpoint = EndpointSetting.Read(section, Help, Example);
        var trackingId = section.Text("tracking_id", "the property, sent as tid: UA-12345-6", required: true);
        var batch = section.Choice(
            "hits", ["collect", "batch"], "collect", "collect: one hit a request; batch: up to 20, a line each, 16 KB together") == "batch";
        var get = section.Choice(
            "method", ["post", "get"], "post", "post: hits in the body; get: each in a query string, an address of 8,000 bytes at most") == "get";
        section.Finish();
        if (get && batch) section.Refuse("hits", "a query string holds one hit", "method: post, or leave hits out");
        if (trackingId is not null && !TrackingId().IsMatch(trackingId))
        {
            section.Wrong(
                "tracking_id",
                $"'{trackingId}' is not the id of a Universal Analytics property",
                trackingId.StartsWith("G-", StringComparison.Ordinal) ? "G-… is a stream of Google Analytics 4: use to: ga4" : "it looks like UA-12345-6");
        }

        if (endpoint is null || trackingId is null) return null;
        if (IsGoogles(endpoint))
        {
            section.Refuse(
                "endpoint",
                "Google has shut this endpoint down: since July 2024 it may answer 200 and stores nothing",
                "send to Google Analytics 4 with to: ga4, or to a collector of your own");
            return null;
        }

        return new()
        {
            Endpoint = endpoint.AbsolutePath == "/" ? new(endpoint, batch ? "/batch" : "/collect") : endpoint,
            TrackingId = trackingId,
            Batch = batch,
            Get = get,
            Arrival = ArrivalForm.Of(section, "endpoint", "allow_http"),
        };
    }

    private static bool IsGoogles(Uri endpoint) =>
        endpoint.Host.Equals("google-analytics.com", StringComparison.OrdinalIgnoreCase)
        || endpoint.Host.EndsWith(".google-analytics.com", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(UA|MO|YT)-[0-9]{4,12}-[0-9]{1,4}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TrackingId();
}

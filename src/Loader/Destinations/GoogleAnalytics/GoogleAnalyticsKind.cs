using Loader.Options;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>
/// Google Analytics as it was until 2024: the Measurement Protocol, version 1, to a collector of one's own. Google's has been shut down.
/// </summary>
internal sealed class GoogleAnalyticsKind : IDestinationKind
{
    public string Name => "google_analytics";

    public string Summary =>
        "Measurement Protocol v1 (Universal Analytics) to a collector of your own: Google has shut its own down; for Google Analytics 4 use ga4";

    public IReadOnlyList<EventField> Fields => GoogleAnalyticsOffer.Fields;

    public IReadOnlyList<FirstSetting> FirstSettings => GoogleAnalyticsOffer.Settings;

    public IDestination? Configure(Section section) => GoogleAnalyticsSettings.Read(section) is { } options ? new GoogleAnalyticsDestination(options) : null;
}

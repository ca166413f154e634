using Loader.Options;

namespace Loader.Destinations.Ga4;

/// <summary>Google Analytics 4 through its Measurement Protocol.</summary>
internal sealed class Ga4Kind : IDestinationKind
{
    public string Name => "ga4";

    public string Summary => "Google Analytics 4, Measurement Protocol: up to 25 events of one client a request; nothing older than 72 hours";

    public IReadOnlyList<EventField> Fields => Ga4Offer.Fields;

    public IReadOnlyList<FirstSetting> FirstSettings => Ga4Offer.Settings;

    public IDestination? Configure(Section section) => Ga4Settings.Read(section) is { } options ? new Ga4Destination(options) : null;

    public string? Meaning(string code) => code == Ga4Packer.TooOld ? "older than the 72 hours that Google Analytics keeps an event's own time" : null;
}

using Loader.Options;

namespace Loader.Destinations.Nameless;

/// <summary>Nameless Analytics through its server-side tag in Google Tag Manager.</summary>
internal sealed class NamelessKind : IDestinationKind
{
    public string Name => "nameless";

    public string Summary => "Nameless Analytics: one event per request to the server-side client tag, one client at a time, in the order of the source";

    public IReadOnlyList<EventField> Fields => NamelessOffer.Fields;

    public IReadOnlyList<FirstSetting> FirstSettings => NamelessOffer.Settings;

    public IDestination? Configure(Section section) => new NamelessSettings(section).Read() is { } options ? new NamelessDestination(options) : null;

    public string? Meaning(string code) => NamelessMeanings.Of(code);

    public string? Advice(string code) => NamelessMeanings.Advice(code);
}

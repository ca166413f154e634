using Loader.Options;

namespace Loader.Destinations.Snowplow;

/// <summary>A Snowplow collector, or one that takes the same requests.</summary>
internal sealed class SnowplowKind : IDestinationKind
{
    public string Name => "snowplow";

    public string Summary => "Snowplow: events of the tracker protocol to a collector, checked first, since it answers 200 to nearly anything";

    public IReadOnlyList<EventField> Fields => SnowplowOffer.Fields;

    public IReadOnlyList<FirstSetting> FirstSettings => SnowplowOffer.Settings;

    public IDestination? Configure(Section section) => new SnowplowSettings(section).Read() is { } options ? new SnowplowDestination(options) : null;

    public string? Meaning(string code) => SnowplowAnswers.Meaning(code);
}

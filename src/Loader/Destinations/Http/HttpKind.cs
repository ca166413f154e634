using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>Any HTTP endpoint, as the mapping describes it.</summary>
internal sealed class HttpKind : IDestinationKind
{
    public string Name => "http";

    public string Summary => "any HTTP endpoint that takes JSON or forms: address, body, batches, sign-in and answers are described in the mapping";

    public string AddressSetting => UrlSettings.Name;

    public IReadOnlyList<FirstSetting> FirstSettings { get; } =
    [
        new("url", "${WEBHOOK_URL}", "https://localhost/", "where each event is posted; docs/destinations/http.md has many services' settings"),
        new("event_id_field", "id", null, "the member that carries the event's id, so that the receiver can tell repeats"),
    ];

    public IDestination? Configure(Section section) => new HttpSettings(section).Read() is { } options ? HttpDestination.Of(options, section.Findings) : null;

    public string? Meaning(string code) => code == "refused" ? "the answer names the event as refused" : null;
}

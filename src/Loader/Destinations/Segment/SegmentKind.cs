using System.Text;
using Loader.Destinations.Http;
using Loader.Options;
using Loader.Sending;

namespace Loader.Destinations.Segment;

/// <summary>
/// Segment's HTTP tracking API, and RudderStack's, which has the same shape: calls in a list under <c>batch</c>, known by their <c>messageId</c>
/// (segment.com/docs/connections/sources/catalog/libraries/server/http-api; rudderstack.com/docs/api/http-api).
/// </summary>
internal sealed class SegmentKind : IDestinationKind
{
    private const string DefaultEndpoint = "https://api.segment.io/v1/batch";

    private static readonly string[] Types = ["track", "identify", "page", "screen", "group", "alias"];

    public string Name => "segment";

    public string Summary => "Segment, and RudderStack's data plane: calls by the batch, each with a messageId that both ignore when they have had it";

    public IReadOnlyList<EventField> Fields => SegmentOffer.Fields;

    public IReadOnlyList<FirstSetting> FirstSettings => SegmentOffer.Settings;

    public IDestination? Configure(Section section)
    {
        var endpoint = EndpointSetting.Read(
            section,
            "the batch endpoint of your region: api.segment.io, events.eu1.segmentapis.com, or RudderStack's data plane",
            DefaultEndpoint,
            required: false);
        var key = section.Secret("write_key", "the source's write key, sent as Authorization: Basic", required: true);
        var flavour = section.Choice("service", ["segment", "rudderstack"], "segment", "whose limits hold: 500 KB and 2,500 calls a request, or 4 MB");
        var gzip = section.Choice(
            "compress", ["none", "gzip"], "none", "how bodies are compressed; a data plane that does not read that is told the same plainly") == "gzip";
        section.Finish();
        if (key is null || (endpoint is null && section.Has("endpoint"))) return null;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":"));
        section.Context.Secrets.Add(basic);
        var options = Options(endpoint ?? new(DefaultEndpoint), basic, flavour == "rudderstack", section.Context);

        // The write key is the name of the source that calls arrive in.
        return HttpDestination.Of(
            options with { Gzip = gzip, Arrival = ArrivalForm.Of(section, "endpoint", "allow_http", "service", "compress") }, section.Findings);
    }

    private static HttpOptions Options(Uri endpoint, string basic, bool isRudder, OptionContext context) => new()
    {
        Name = "segment",
        Url = UrlTemplate.Of(endpoint),
        Auth = new HeaderAuth("Authorization", "Basic " + basic),
        Body = HttpBody.Array,
        Before = "{\"batch\":["u8.ToArray(),
        After = "]}"u8.ToArray(),

        // Over the count Segment still answers 200 and drops the rest.
        BatchEvents = 2500,
        BatchBytes = isRudder ? 4_000_000 : 500_000,
        MaxEventBytes = 32_000,
        IdField = "messageId",
        Required = ["type"],
        OptionalFields = ["userId", "anonymousId", "previousId", "groupId", "event"],
        Checks =
        [
            Check(string.Join(" or ", Types.Select(type => $"type == \"{type}\"")), "type", "type is none of track, identify, page, screen, group, alias"),
            Check("(userId ?? anonymousId) != null", "userId", "there is neither a userId nor an anonymousId"),
            Check("type != \"track\" or (event ?? \"\") != \"\"", "event", "a track call has no event"),
            Check("type != \"group\" or groupId != null", "groupId", "a group call has no groupId"),
            Check("type != \"alias\" or previousId != null", "previousId", "an alias call has no previousId"),
            Check("length(event_id) <= 100", "messageId", "the messageId is longer than 100 characters"),
        ],
        // Neither has been seen to say so with a 200; what does say it is no acceptance.
        Answer = new() { RefusedWhen = SettingFormula.Of("refused_when", "response.success == false") },
        Isolation = Isolation.Halve,

        // Both remember a messageId for at least a day; Segment says so, RudderStack tries.
        IgnoresRepeats = TimeSpan.FromHours(24),
        Secrets = context.Secrets,
        Load = context.Load,
        Clock = context.Clock,
    };

    private static EventCheck Check(string holds, string field, string message) => new(SettingFormula.Of(field, holds), field, message);
}

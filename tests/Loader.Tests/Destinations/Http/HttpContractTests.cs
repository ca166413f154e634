using System.Text;
using Loader.Destinations;
using Loader.Destinations.Http;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Tests.Destinations.Http;

/// <summary>An endpoint that takes lists in an envelope and refuses them as a whole.</summary>
public sealed class HttpContractTests : DestinationContract
{
    internal override IDestinationKind Kind { get; } = new YamlKind(new HttpKind(), """
        body: { source: crm, count: 3, events: = events }
        batch: { events: 1000, bytes: 200 KB }
        event_id_field: meta.id
        required: [name, user.email]
        max_event_bytes: 2000
        """);

    internal override (string Name, string Text)[] GoodSettings => [("url", "https://api.example.com/events")];

    internal override Type CataloguedAs => typeof(HttpKind);

    internal override string EventsMember => "events";

    internal override (int Status, string Body)? WholeRefusal => (422, """{"error":"one of them is bad"}""");

    protected override bool IsBlind => true;

    internal override IReadOnlyList<AnswerCase> Answers =>
    [
        new("accepted", 200, "{}", AnswerCase.Accepted),
        new("accepted, nothing said", 204, "", AnswerCase.Accepted),
        new("bad request", 400, "{}", AnswerCase.Refused, "http_400"),
        new("too large", 413, "", AnswerCase.Refused, "http_413"),
        new("wrong key", 401, "", AnswerCase.Stop, "http_401"),
        new("moved", 301, "", AnswerCase.Stop),
        new("slow down", 429, "", AnswerCase.SlowsEverybody, "http_429"),
        new("busy", 503, "", AnswerCase.SlowsEverybody),
        new("broken", 500, "", AnswerCase.Again),
        new("gateway gave up", 504, "", AnswerCase.Unclear),
    ];

    internal override (string Name, string Text)[] SettingsFor(Uri endpoint) => [("url", endpoint.AbsoluteUri)];

    internal override ShapeBuilder GoodEvent() => Event("ann");

    internal override ShapeBuilder BrokenEvent() => Event("ann").Slot("user.email", Value.Null);

    internal override IReadOnlyList<(string Why, ShapeBuilder Event)> BrokenEvents() =>
    [
        ("a required field is null", BrokenEvent()),
        ("a required field is an empty text", Event("ann").Slot("user.email", "")),
        ("it is too large", Event(new('x', 2000))),
    ];

    internal override ShapeBuilder EventNumber(int number) => Event(FormattableString.Invariant($"person {number}"));

    private static ShapeBuilder Event(string name) => new ShapeBuilder()
        .Slot("name", name)
        .Slot("user.email", "ann@example.com")
        .Slot("value", Value.Of(12.50m));

    /// <summary>A kind whose further settings are written as YAML, since pairs of texts cannot say them.</summary>
    internal sealed class YamlKind(IDestinationKind kind, string yaml) : IDestinationKind
    {
        public string Name => kind.Name;

        public string Summary => kind.Summary;

        public IDestination? Configure(Section section)
        {
            if (section.PlaceOf("url") == section.Place) return kind.Configure(section);
            var rest = YamlReader.Read(yaml, "mapping.yaml", section.Findings)!;
            var own = section.Text("url", "");
            var extra = section.Has("no_such_setting") ? [new YamlEntry("no_such_setting", new YamlScalar("1", Quoted: false, section.Place), section.Place)] : Array.Empty<YamlEntry>();
            var url = new YamlEntry("url", new YamlScalar(own!, Quoted: false, section.Place), section.Place);
            return kind.Configure(new Section(section.Path, new YamlMap([url, .. rest.Entries, .. extra], section.Place), section.Context, section.Place));
        }
    }
}

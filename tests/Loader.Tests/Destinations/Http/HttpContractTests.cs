using Loader.Destinations;
using Loader.Destinations.Http;
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

    internal override (int Events, int Bytes) Limits => (1_000, 200_000);

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

    internal override (string Name, string Text)[] Arrives =>
    [
        ("method", "PUT"),
        ("body", "array"),
        ("idempotency_key", "quoted"),
        ("id", "= name"),
        ("event_id_field", "message_id"),
        ("url", "https://hooks.shop.example/{= name}/events"),
    ];

    internal override string[] DoesNotArrive =>
        [
            "headers", "allow_http", "batch", "compress", "auth", "answer", "isolate", "in_order", "one_of_each", "ignores_repeats", "required",
            "max_event_bytes", "time", "max_age", "max_ahead", "probe", "rehearsal",
        ];

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
            var known = Section.Empty(section.Path);
            kind.Configure(known);
            var own = known.Described.Select(setting => setting.Name).Append("no_such_setting").Where(name => section.Given(name) is not null)
                .Select(name => new YamlEntry(name, section.Given(name)!, section.Place)).ToList();
            var others = rest.Entries.Where(entry => !own.Any(given => given.Name == entry.Name));
            return kind.Configure(new Section(section.Path, new YamlMap([.. own, .. others], section.Place), section.Context, section.Place));
        }
    }
}

using Loader.Destinations;
using Loader.Destinations.Nameless;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The tag of 2026, and what its tests share.</summary>
public class NamelessContractTests : DestinationContract
{
    internal const string Client = "BackfillUser001";
    internal const string Session = "BackfillSess001";
    internal const string Page = "BackfillPage001";
    internal const long Milliseconds = 1_704_164_645_678;

    internal override IDestinationKind Kind { get; } = new NamelessKind();

    internal override (int Events, int Bytes) Limits => (1, int.MaxValue);

    internal override (string Name, string Text)[] GoodSettings =>
    [
        ("endpoint", "https://gtm.example.com/tm/nameless"),
        ("origin", "https://example.com"),
        ("api_key", "test-key"),
    ];

    internal override (string Name, string Text)[] Arrives =>
    [
        ("protocol", "2025"),
        ("origin", "https://other.example"),
        ("event_origin", "Website"),
        ("cookies", "none"),
        ("cookie_prefix", "shop"),
        ("ids", "mapped"),
        ("job_id", "another"),
        ("page_view", "ensure"),
        ("user_agent", "Mozilla/5.0 (X11)"),
        ("streaming_user_agent", "Nameless Analytics - Streaming protocol 2"),
    ];

    internal override string[] DoesNotArrive => ["endpoint", "allow_http", "api_key", "preview_header", "ids_key", "keep_original_ids"];

    internal override ShapeBuilder GoodEvent() => Event();

    internal override ShapeBuilder BrokenEvent() => Event().Slot("client_id", "too-short");

    internal override (int Status, string Body) Acceptance => (200, """{"status_code":200,"response":"🟢 Request claimed successfully"}""");

    internal static ShapeBuilder Event(bool keepNulls = false) => new ShapeBuilder(keepNulls)
        .Constant("event_name", "purchase")
        .Slot("event_timestamp", Value.OfTime(Milliseconds / 1000, (int)(Milliseconds % 1000) * 1_000_000))
        .Slot("client_id", Client)
        .Slot("session_id", Session)
        .Slot("page_id", Page)
        .Constant("event_data.source", "google")
        .Slot("event_data.value", Value.Of(12.50m));

    internal IDestination With(params (string Name, string Text)[] settings) =>
        Settings.Configure(Kind, [.. GoodSettings.Where(good => !settings.Any(own => own.Name == good.Name)), .. settings]);
}

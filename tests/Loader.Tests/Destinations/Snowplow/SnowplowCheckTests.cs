using Loader.Destinations;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>Everything for which the pipeline would fail an event after the collector's 200 fails here, before it leaves.</summary>
public sealed class SnowplowCheckTests
{
    private readonly SnowplowContractTests shared = new();

    /// <summary>A value that a row brings and that must not leave, by type of event and field.</summary>
    internal static IReadOnlyList<(string Type, string Field, Value Value)> BrokenRows { get; } =
    [
        ("struct_event", "category", Value.Null),
        ("struct_event", "action", Value.Of("")),
        ("struct_event", "category", Value.Of(new string('a', 1001))),
        ("struct_event", "label", Value.Of(new string('a', 4097))),
        ("struct_event", "property", Value.Of(new string('ü', 1001))),
        ("struct_event", "value", Value.Of("2")),
        ("struct_event", "value", Value.Of(double.NaN)),
        ("struct_event", "value", Value.Of(double.NegativeInfinity)),
        ("struct_event", "value", Value.True),
        ("struct_event", "app_id", Value.Of(new string('a', 256))),
        ("struct_event", "platform", Value.Of("desktop")),
        ("struct_event", "namespace", Value.Of("a:b")),
        ("struct_event", "namespace", Value.Of("a;b")),
        ("struct_event", "namespace", Value.Of(new string('a', 129))),
        ("struct_event", "user_id", Value.Of(new string('a', 256))),
        ("struct_event", "user_id", Value.True),
        ("struct_event", "domain_user_id", Value.Of(new string('a', 129))),
        ("struct_event", "network_user_id", Value.Of(new string('a', 129))),
        ("struct_event", "session_id", Value.Of("0b2f1f3e6f2b4b0e9a570a2d7d0a3b55")),
        ("struct_event", "session_index", Value.Of(1L << 31)),
        ("struct_event", "session_index", Value.Of(1.5)),
        ("struct_event", "ip_address", Value.Of(new string('1', 129))),
        ("struct_event", "user_agent", Value.Of(new string('a', 1001))),
        ("struct_event", "language", Value.Of(new string('a', 256))),
        ("struct_event", "timezone", Value.Of(new string('a', 256))),
        ("struct_event", "screen_resolution", Value.Of("1366 x 768")),
        ("struct_event", "screen_resolution", Value.Of("0x768")),
        ("struct_event", "viewport", Value.Of("1366")),
        ("struct_event", "viewport", Value.Of("99999999999x1")),
        ("struct_event", "document_size", Value.Of("x")),
        ("struct_event", "color_depth", Value.Of("walrus")),
        ("struct_event", "color_depth", Value.Of(0)),
        ("struct_event", "charset", Value.Of(new string('a', 129))),
        ("struct_event", "cookies_enabled", Value.Of("yes")),
        ("struct_event", "event_id", Value.Of("A1")),
        ("struct_event", "timestamp", Value.Null),
        ("struct_event", "timestamp", Value.Of("2026-03-01")),
        ("struct_event", "timestamp", Value.Of(1_368_725_287)),
        ("struct_event", "timestamp", Value.OfTime(253_402_300_800, 0)),
        ("struct_event", "timestamp", Value.OfTime(-62_167_219_201, 0)),
        ("struct_event", "device_created_timestamp", Value.Of("x")),
        ("struct_event", "device_sent_timestamp", Value.True),
        ("page_view", "page_url", Value.Null),
        ("page_view", "page_url", Value.Of("https://shop.example:port/")),
        ("page_view", "page_url", Value.Of("https://")),
        ("page_view", "page_url", Value.Of("https://shop.example/\u0001")),
        ("page_view", "page_url", Value.Of("https://shop.example/" + new string('a', 3000))),
        ("page_view", "page_url", Value.Of("https://shop.example/?" + new string('a', 6001))),
        ("page_view", "page_url", Value.Of("https://shop.example/#" + new string('a', 3001))),
        ("page_view", "page_url", Value.Of("https://" + new string('a', 256) + "/")),
        ("page_view", "page_url", Value.Of("ht tp://shop.example/")),
        ("page_view", "page_title", Value.Of(new string('a', 2001))),
        ("page_view", "referrer", Value.Of("http://[::1/")),
        ("page_ping", "min_x", Value.Of(1L << 40)),
        ("page_ping", "max_y", Value.Of("7")),
        ("transaction", "order_id", Value.Null),
        ("transaction", "total", Value.Null),
        ("transaction", "total", Value.Of("12.50")),
        ("transaction", "tax", Value.Of(double.PositiveInfinity)),
        ("transaction", "currency", Value.Of("EURO")),
        ("transaction", "currency", Value.Of("E1")),
        ("transaction", "city", Value.Of(new string('a', 256))),
        ("transaction_item", "sku", Value.Null),
        ("transaction_item", "price", Value.Null),
        ("transaction_item", "quantity", Value.Of(1.5m)),
        ("transaction_item", "quantity", Value.Null),
        ("transaction_item", "name", Value.Of(new string('a', 256))),
        ("screen_view", "name", Value.Null),
        ("screen_view", "name", Value.Of("")),
        ("screen_view", "name", Value.Of(7)),
        ("screen_view", "id", Value.Of("screen23")),
        ("screen_view", "previous_id", Value.Of("screen22")),
        ("self_describing", "schema", Value.Of("iglu:com.example/save game/jsonschema/1-0-0")),
        ("self_describing", "schema", Value.Of("iglu:com.example/save-game/jsonschema/1-0")),
        ("self_describing", "schema", Value.Of("com.example/save-game/jsonschema/1-0-0")),
        ("self_describing", "schema", Value.Null),
        ("self_describing", "data", Value.Null),
        ("self_describing", "data", Value.Of("{}")),
        ("self_describing", "data.x", Value.Of(double.NaN)),
        ("self_describing", "data.x", Nested(40)),
        ("self_describing", "data.text", Value.Of(new string('a', 200_000))),
        ("page_view", "entities", Value.Of("[]")),
        ("page_view", "entities", Value.Of([Value.Of("x")])),
        ("page_view", "entities", Value.Of([Entity("iglu:com.acme/user/jsonschema/1-0-0", Value.Of(1))])),
        ("page_view", "entities", Value.Of([Entity("user", Value.Of(new ValueObject([])))])),
    ];

    public static TheoryData<int> Rows => new(Enumerable.Range(0, BrokenRows.Count));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_that_breaks_the_contract_fails_with_its_field(int row)
    {
        var (type, field, value) = BrokenRows[row];

        var broken = Assert.IsType<Packing.Broken>(shared.Pack(SnowplowContractTests.Event(type).Slot(field, value)).Packing);

        var named = field.Split('.')[0];
        Assert.True(broken.Field!.StartsWith(named, StringComparison.Ordinal) || (type, named) is ("screen_view", _) or ("self_describing", _), broken.Field);
        Assert.StartsWith("mapping.yaml:", broken.Problem.Place.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_same_as_a_constant_is_found_in_the_mapping(int row)
    {
        var (type, field, value) = BrokenRows[row];
        if (field is "data" or "data.text" || (field == "entities" && value.Kind == ValueKind.List)) return;

        Assert.Contains(
            shared.Findings(SnowplowContractTests.Event(type).Constant(field, value)),
            finding => SnowplowCodes.All.Contains(finding.Code) || finding.Code == RowCodes.NotFinite);
    }

    [Theory]
    [InlineData("page_url", "www.example.com")]
    [InlineData("page_url", "/a/b?c#d")]
    [InlineData("page_url", "mailto:ann@example.com")]
    [InlineData("page_url", "https://user:pw@shop.example:8443/a b/ü?x=%zz&y={1}#|")]
    [InlineData("page_url", "http://[::1]:80/")]
    [InlineData("page_url", "file:///C:/x")]
    [InlineData("page_url", "about:blank")]
    [InlineData("user_id", "a\tb\u0001\"\\")]
    [InlineData("language", "")]
    [InlineData("app_id", "255 characters: ü")]
    public void What_the_pipeline_reads_leniently_leaves_as_it_is(string field, string value)
    {
        var parameters = shared.Parameters(SnowplowContractTests.Event("page_view").Slot(field, value));

        var key = SnowplowFields.Common.Single(one => one.Name == field).Key;
        Assert.Equal(value.Length == 0 ? null : value, parameters.GetValueOrDefault(key));
    }

    [Fact]
    public void Lengths_are_counted_as_the_pipeline_counts()
    {
        var smiles = string.Concat(Enumerable.Repeat("😀", 500));

        Assert.IsType<Packing.Ready>(shared.Pack(SnowplowContractTests.Event().Slot("category", smiles)).Packing);
        Assert.IsType<Packing.Broken>(shared.Pack(SnowplowContractTests.Event().Slot("category", smiles + "a")).Packing);
        Assert.IsType<Packing.Ready>(shared.Pack(SnowplowContractTests.Event().Slot("category", new string('ü', 1000))).Packing);
    }

    [Fact]
    public void An_event_of_a_type_that_does_not_exist_is_an_error()
    {
        var unknown = shared.Findings(new ShapeBuilder().Constant("type", "page_vew"));
        var computed = shared.Findings(new ShapeBuilder().Slot("type", "page_view"));
        var absent = shared.Findings(new ShapeBuilder().Slot("category", "x"));

        Assert.Contains("page_view", Assert.Single(unknown).Hint, StringComparison.Ordinal);
        Assert.Equal(SnowplowCodes.UnknownType, Assert.Single(computed).Code);
        Assert.Equal(SnowplowCodes.MissingField, Assert.Single(absent).Code);
    }

    [Theory]
    [InlineData("struct_event", "categry", "category")]
    [InlineData("struct_event", "se_la", "label")]
    [InlineData("struct_event", "ttm", "timestamp")]
    [InlineData("page_view", "refr", "referrer")]
    [InlineData("page_view", "contexts", "entities")]
    [InlineData("page_view", "lang", "language")]
    [InlineData("self_describing", "properties", "data")]
    [InlineData("transaction", "items", "transaction_item")]
    [InlineData("transaction", "sku", "entities")]
    public void A_field_that_the_type_does_not_have_is_an_error_with_its_name_here(string type, string field, string hint)
    {
        var finding = Assert.Single(shared.Findings(SnowplowContractTests.Event(type).Slot(field, "x")), one => one.Code == SnowplowCodes.UnknownField);

        Assert.Contains(hint, finding.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page_view", "page_url")]
    [InlineData("page_ping", "page_url")]
    [InlineData("struct_event", "category")]
    [InlineData("struct_event", "action")]
    [InlineData("self_describing", "schema")]
    [InlineData("self_describing", "data")]
    [InlineData("screen_view", "name")]
    [InlineData("transaction", "order_id")]
    [InlineData("transaction", "total")]
    [InlineData("transaction_item", "order_id")]
    [InlineData("transaction_item", "sku")]
    [InlineData("transaction_item", "price")]
    [InlineData("transaction_item", "quantity")]
    [InlineData("struct_event", "timestamp")]
    public void A_mapping_without_a_field_that_the_type_needs_is_an_error(string type, string field)
    {
        var row = SnowplowContractTests.Event(type).Constant(field, Value.Null);

        Assert.Contains(shared.Findings(row), finding => finding.Message.Contains($"'{field}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("value", ValueKind.Text)]
    [InlineData("session_index", ValueKind.Boolean)]
    [InlineData("platform", ValueKind.Integer)]
    [InlineData("user_id", ValueKind.Object)]
    [InlineData("timestamp", ValueKind.Text)]
    [InlineData("timestamp", ValueKind.Integer)]
    public void A_column_of_a_type_that_cannot_pass_is_found_before_the_first_row(string field, ValueKind kind) =>
        Assert.NotEmpty(shared.Findings(SnowplowContractTests.Event().Slot(field, Value.Null, kind)));

    [Fact]
    public void Entities_are_written_in_order_and_those_without_data_are_left_out()
    {
        var row = SnowplowContractTests.Event("page_view");
        row.Node("entities", place => new ShapeList(
            [
                Node(place, "iglu:com.acme/user/jsonschema/2-0-1", new ShapeObject([new("age$int", row.NewSlot(Value.Of(41m), place), place)], place)),
                Node(place, "iglu:com.acme/gone/jsonschema/1-0-0", row.NewSlot(Value.Null, place)),
                Node(place, "iglu:com.acme/page/jsonschema/1-0-0", row.NewSlot(Value.Of(new ValueObject([new("a", Value.Of("ü"))])), place)),
            ],
            place));

        Assert.Equal(
            """[{"schema":"iglu:com.acme/user/jsonschema/2-0-1","data":{"age":41}},{"schema":"iglu:com.acme/page/jsonschema/1-0-0","data":{"a":"ü"}}]""",
            Sent.Entities(shared.Parameters(row)).GetRawText());
    }

    [Theory]
    [InlineData("bytes_per_event", "1000", 1_000)]
    [InlineData("bytes_per_request", "2000", 2_000 - 88)] // the envelope around it
    [InlineData("bytes_per_event", "192000", 192_000)]
    public void An_event_has_as_many_bytes_as_may_leave_and_not_one_more(string setting, string value, int most)
    {
        var destination = shared.With((setting, value), ("base64", "false"));
        var one = shared.Pack(Filled(1), destination).Body.Length;

        Assert.Equal(most, shared.Pack(Filled(most - one + 1), destination).Body.Length);
        Assert.Equal(SnowplowCodes.TooLarge, ((Packing.Broken)shared.Pack(Filled(most - one + 2), destination).Packing).Problem.Code);
    }

    [Fact]
    public void By_GET_a_query_has_16000_bytes_and_not_one_more()
    {
        var destination = shared.With(("method", "get"), ("base64", "false"));
        var one = shared.Pack(Filled(1), destination).Note.Length;

        Assert.Equal(16_000, shared.Pack(Filled(16_000 - one + 1), destination).Note.Length);
        Assert.IsType<Packing.Broken>(shared.Pack(Filled(16_000 - one + 2), destination).Packing);
    }

    private static ShapeObject Node(Place place, string schema, ShapeNode data) =>
        new([new("schema", new ShapeConstant(Value.Of(schema), place), place), new("data", data, place)], place);

    private static Value Entity(string schema, Value data) => Value.Of(new ValueObject([new("schema", Value.Of(schema)), new("data", data)]));

    private static Value Nested(int levels)
    {
        var value = Value.Of(1);
        for (var i = 0; i < levels; i++) value = Value.Of([value]);
        return value;
    }

    private static ShapeBuilder Filled(int length) => SnowplowContractTests.Event("self_describing").Slot("data.text", new string('x', length));
}

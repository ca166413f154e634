using System.Text.Json.Nodes;
using Loader.Destinations;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>What the trackers of 2013 could track, type by type: the table of docs/destinations/snowplow.md.</summary>
public sealed class SnowplowTrackTests
{
    private readonly SnowplowContractTests shared = new();

    [Fact]
    public void Track_page_view_is_the_type_page_view()
    {
        var parameters = shared.Parameters(SnowplowContractTests.Event("page_view").Slot("page_title", "Home").Slot("referrer", "https://search.example/"));

        Assert.Equal(
            ("pv", "https://shop.example/", "Home", "https://search.example/"), (parameters["e"], parameters["url"], parameters["page"], parameters["refr"]));
    }

    [Fact]
    public void Track_ecommerce_transaction_is_the_type_transaction_with_a_currency()
    {
        var parameters = shared.Parameters(SnowplowContractTests.Event("transaction")
            .Slot("affiliation", "web").Slot("tax", Value.Of(6.10m)).Slot("shipping", Value.Of(0)).Slot("city", "Boston").Slot("state", "MA").Slot("country", "USA"));

        Assert.Equal(
            "tr 6a8078be 35 web 6.10 0 Boston MA USA EUR",
            string.Join(
                ' ',
                ((string[])["e", "tr_id", "tr_tt", "tr_af", "tr_tx", "tr_sh", "tr_ci", "tr_st", "tr_co", "tr_cu"]).Select(key => parameters[key])));
    }

    [Fact]
    public void Track_ecommerce_transaction_item_is_the_type_transaction_item()
    {
        var parameters = shared.Parameters(
            SnowplowContractTests.Event("transaction_item").Slot("name", "T-Shirt").Slot("category", "Green").Slot("currency", "eur"));

        Assert.Equal(
            "ti 6a8078be pbz0026 20 1 T-Shirt Green eur",
            string.Join(' ', ((string[])["e", "ti_id", "ti_sk", "ti_pr", "ti_qu", "ti_nm", "ti_ca", "ti_cu"]).Select(key => parameters[key])));
    }

    [Fact]
    public void Track_screen_view_is_self_describing_under_the_schema_of_today()
    {
        var (schema, data) = Sent.Event(shared.Parameters(SnowplowContractTests.Event("screen_view")));

        Assert.Equal("iglu:com.snowplowanalytics.mobile/screen_view/jsonschema/1-0-0", schema);
        Assert.Equal("""{"id":"5f1c9a52-0a3c-4a6e-8f4e-0d9e3a1b2c4d","name":"Game HUD"}""", data.GetRawText());
    }

    [Fact]
    public void A_screen_view_without_an_id_has_the_id_of_its_event()
    {
        var parameters = shared.Parameters(SnowplowContractTests.Event("screen_view").Slot("id", Value.Null));
        var absent = shared.Parameters(new ShapeBuilder().Constant("type", "screen_view").Slot("timestamp", Value.OfTime(1, 0)).Constant("name", "Menu"));

        Assert.Equal(parameters["eid"], Sent.Event(parameters).Data.GetProperty("id").GetString());
        Assert.Equal(absent["eid"], Sent.Event(absent).Data.GetProperty("id").GetString());
    }

    [Fact]
    public void Free_text_ids_of_screens_are_hashed_or_go_to_the_older_schema()
    {
        var row = SnowplowContractTests.Event("screen_view").Slot("id", "screen23").Slot("previous_id", "screen22");
        var hashed = Sent.Event(shared.Parameters(row, shared.With(("screen_ids", "hashed")))).Data;
        var older = Sent.Event(shared.Parameters(SnowplowContractTests.Event("screen_view").Slot("id", "screen23"), shared.With(("screen_ids", "free_text"))));

        Assert.IsType<Packing.Broken>(shared.Pack(row).Packing);
        Assert.True(Guid.TryParse(hashed.GetProperty("id").GetString(), out var id));
        Assert.True(Guid.TryParse(hashed.GetProperty("previousId").GetString(), out var previous));
        Assert.NotEqual(id, previous);
        Assert.Equal("iglu:com.snowplowanalytics.snowplow/screen_view/jsonschema/1-0-0", older.Schema);
        Assert.Equal("""{"id":"screen23","name":"Game HUD"}""", older.Data.GetRawText());
    }

    [Fact]
    public void The_older_screen_view_has_a_name_or_an_id_or_both()
    {
        var destination = shared.With(("screen_ids", "free_text"));
        ShapeBuilder Screen() => new ShapeBuilder().Constant("type", "screen_view").Slot("timestamp", Value.OfTime(1, 0));

        Assert.Equal("""{"id":"s1"}""", Sent.Event(shared.Parameters(Screen().Slot("id", "s1"), destination)).Data.GetRawText());
        Assert.Equal("""{"id":"s1"}""", Sent.Event(shared.Parameters(Screen().Slot("id", "s1").Slot("name", Value.Null), destination)).Data.GetRawText());
        Assert.Equal("""{"name":"HUD"}""", Sent.Event(shared.Parameters(Screen().Slot("id", Value.Null).Slot("name", "HUD"), destination)).Data.GetRawText());
        Assert.Equal("SNP003", ((Packing.Broken)shared.Pack(Screen().Slot("id", Value.Null).Slot("name", Value.Null), destination).Packing).Problem.Code.Id);
        Assert.Contains(shared.Findings(Screen(), destination), finding => finding.Message == "the event has no 'name'");
    }

    [Fact]
    public void Track_struct_event_needs_a_category_and_an_action_only()
    {
        var parameters = shared.Parameters(new ShapeBuilder()
            .Constant("type", "struct_event").Slot("timestamp", Value.OfTime(1, 0)).Slot("category", "shop").Slot("action", "add").Slot("label", "").Slot("value", Value.Of(0)));

        Assert.Equal(
            ["aid", "dtm", "e", "eid", "p", "se_ac", "se_ca", "se_va", "stm", "ttm", "tv"], parameters.Keys.Append("aid").Order(StringComparer.Ordinal));
        Assert.Equal("0", parameters["se_va"]);
    }

    [Fact]
    public void Track_unstruct_event_is_self_describing_by_name_and_vendor()
    {
        var row = new ShapeBuilder().Constant("type", "self_describing").Slot("timestamp", Value.OfTime(1, 0))
            .Slot("name", "save-game").Constant("vendor", "com.example").Slot("data.save_id", "4321").Slot("data.level", Value.Of(23));

        var (schema, data) = Sent.Event(shared.Parameters(row));
        var newer = Sent.Event(shared.Parameters(row.Slot("version", "2-0-1"))).Schema;

        Assert.Equal("iglu:com.example/save-game/jsonschema/1-0-0", schema);
        Assert.Equal("""{"save_id":"4321","level":23}""", data.GetRawText());
        Assert.Equal("iglu:com.example/save-game/jsonschema/2-0-1", newer);
    }

    [Fact]
    public void Properties_are_nested_unless_flat_refuses_it()
    {
        var nested = SnowplowContractTests.Event("self_describing").Slot("data.place.city", "Rome");
        var whole = SnowplowContractTests.Event("self_describing").Slot("data", Recorded.Of(JsonNode.Parse("""{"place":{"city":"Rome"}}""")));
        var flat = shared.With(("flat", "true"));

        Assert.Equal("Rome", Sent.Event(shared.Parameters(nested)).Data.GetProperty("place").GetProperty("city").GetString());
        Assert.Contains(shared.Findings(nested, flat), finding => finding.Message.Contains("data.place is an object", StringComparison.Ordinal));
        Assert.IsType<Packing.Broken>(shared.Pack(whole, flat).Packing);
    }

    [Fact]
    public void Null_is_left_out_unless_the_mapping_keeps_nulls()
    {
        Assert.Equal("{}", Sent.Event(shared.Parameters(SnowplowContractTests.Event("self_describing").Slot("data.level", Value.Null))).Data.GetRawText());
        Assert.Equal(
            """{"level":null}""",
            Sent.Event(shared.Parameters(SnowplowContractTests.Event("self_describing", keepNulls: true).Slot("data.level", Value.Null))).Data.GetRawText());
    }
}

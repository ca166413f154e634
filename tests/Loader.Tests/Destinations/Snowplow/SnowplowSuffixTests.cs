using System.Text.Json.Nodes;
using Loader.Destinations;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>The type suffixes of unstructured events: stripped, converted, refused where the value does not fit.</summary>
public sealed class SnowplowSuffixTests
{
    private readonly SnowplowContractTests shared = new();

    /// <summary>A property as it is given, and the data that leaves.</summary>
    public static TheoryData<string, string, string> Converted => new()
    {
        { "in_stock$int", "23", """{"in_stock":23}""" },
        { "in_stock$int", "23.0", """{"in_stock":23}""" },
        { "in_stock$int", "[1, 2, 3]", """{"in_stock":[1,2,3]}""" },
        { "in_stock$int", "[1.0, 2, null]", """{"in_stock":[1,2,null]}""" },
        { "sales_tax$flt", "49.99", """{"sales_tax":49.99}""" },
        { "sales_tax$flt", "[1, 2.5]", """{"sales_tax":[1,2.5]}""" },
        { "sales_tax", "49.99", """{"sales_tax":49.99}""" },
        { "trial", "true", """{"trial":true}""" },
        { "product_id", "\"ASO01043\"", """{"product_id":"ASO01043"}""" },
        { "check_in$geo", "[40.11041, -88.21337]", """{"check_in":{"latitude":40.11041,"longitude":-88.21337}}""" },
        { "check_in$geo", """{"latitude":40.11041,"longitude":-88.21337}""", """{"check_in":{"latitude":40.11041,"longitude":-88.21337}}""" },
        { "check_in$geo", "[[40, -88], [90, 180]]", """{"check_in":[{"latitude":40,"longitude":-88},{"latitude":90,"longitude":180}]}""" },
        { "birthday2$dt", "3996", """{"birthday2":"1980-12-10"}""" },
        { "birthday2$dt", "[3996, 0, -1]", """{"birthday2":["1980-12-10","1970-01-01","1969-12-31"]}""" },
        { "registered2$tm", "1371129610", """{"registered2":"2013-06-13T13:20:10Z"}""" },
        { "registered2$ts", "1371129610", """{"registered2":"2013-06-13T13:20:10Z"}""" },
        { "registered2$tm", "1371129610.25", """{"registered2":"2013-06-13T13:20:10.250Z"}""" },
        { "last_action$tms", "1368454114215", """{"last_action":"2013-05-13T14:08:34.215Z"}""" },
        { "last_action$tms", "-1", """{"last_action":"1969-12-31T23:59:59.999Z"}""" },
        { "last_action$tms", "[0, 1]", """{"last_action":["1970-01-01T00:00:00Z","1970-01-01T00:00:00.001Z"]}""" },
        { "inner", """{"a$int":1.0}""", """{"inner":{"a":1}}""" },
        { "odd$name", "1", """{"odd$name":1}""" },
        { "$int", "1", """{"$int":1}""" },
    };

    public static TheoryData<string, string> Unfit => new()
    {
        { "price$int", "4.99" },
        { "price$int", "\"5\"" },
        { "price$int", "true" },
        { "price$int", "[1, 2.5]" },
        { "price$flt", "\"4.99\"" },
        { "check_in$geo", "[90.1, 0]" },
        { "check_in$geo", "[0, -180.5]" },
        { "check_in$geo", "[1, 2, 3]" },
        { "check_in$geo", "[1]" },
        { "check_in$geo", "7" },
        { "check_in$geo", """{"latitude":1,"longitude":"2"}""" },
        { "last_ping$dt", "1371129610" },
        { "birthday$dt", "0.5" },
        { "registered$tm", "1371129610000" },
        { "registered$tm", "\"2013-06-13\"" },
        { "last$tms", "9223372036854775807" },
        { "last$tms", "-62135596800001" },
    };

    [Theory]
    [MemberData(nameof(Converted))]
    public void A_typed_property_loses_its_suffix_and_has_its_type(string name, string given, string expected)
    {
        var value = Recorded.Of(JsonNode.Parse(given));
        foreach (var row in Ways(name, value))
        {
            var data = Sent.Event(shared.Parameters(row)).Data;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(data.GetRawText())), $"{data} is not {expected}");
        }
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_value_that_does_not_fit_its_suffix_fails_the_row(string name, string given)
    {
        var value = Recorded.Of(JsonNode.Parse(given));

        var slot = Assert.IsType<Packing.Broken>(shared.Pack(Row(name, value)).Packing);
        var whole = Assert.IsType<Packing.Broken>(shared.Pack(Whole(name, value)).Packing);
        var constant = shared.Findings(Row(name, value, constant: true));

        Assert.Equal(SnowplowCodes.BadSuffix, slot.Problem.Code);
        Assert.Equal(SnowplowCodes.BadSuffix, whole.Problem.Code);
        Assert.Contains(constant, finding => finding.Code == SnowplowCodes.BadSuffix);
    }

    [Fact]
    public void Geo_takes_two_columns()
    {
        var row = SnowplowContractTests.Event("self_describing").Node("data", place => new ShapeObject([], place));
        row.Node("data", place => new ShapeObject(
            [new("check_in$geo", new ShapeList([row.NewSlot(Value.Of(40.11041m), place), row.NewSlot(Value.Of(-88.21337m), place)], place), place)], place));

        Assert.Equal("""{"check_in":{"latitude":40.11041,"longitude":-88.21337}}""", Sent.Event(shared.Parameters(row)).Data.GetRawText());
    }

    [Fact]
    public void Times_and_dates_of_the_mapping_stay_what_they_are()
    {
        var row = SnowplowContractTests.Event("self_describing").Slot("data.a$tm", Value.OfTime(0, 0)).Slot(
            "data.b$tms", Value.OfTime(0, 5_000_000)).Slot("data.c$dt", Value.OfDate(0));

        Assert.Equal(
            """{"level":23,"a":"1970-01-01T00:00:00Z","b":"1970-01-01T00:00:00.005Z","c":"1970-01-01"}""",
            Sent.Event(shared.Parameters(row)).Data.GetRawText());
    }

    [Fact]
    public void Suffixes_can_be_kept()
    {
        var row = SnowplowContractTests.Event("self_describing").Slot("data.price$int", Value.Of(4.99m));

        Assert.Equal("""{"level":23,"price$int":4.99}""", Sent.Event(shared.Parameters(row, shared.With(("suffixes", "keep")))).Data.GetRawText());
    }

    [Fact]
    public void Two_names_that_differ_only_in_their_suffix_collide()
    {
        var row = SnowplowContractTests.Event("self_describing").Slot("data.level$int", Value.Of(1));
        var whole = SnowplowContractTests.Event("self_describing").Slot("data", Recorded.Of(JsonNode.Parse("""{"a":1,"a$int":2}""")));

        Assert.Contains(shared.Findings(row), finding => finding.Code == SnowplowCodes.BadData);
        Assert.IsType<Packing.Broken>(shared.Pack(whole).Packing);
    }

    private static ShapeBuilder[] Ways(string name, Value value) => [Row(name, value), Row(name, value, constant: true), Whole(name, value)];

    private static ShapeBuilder Row(string name, Value value, bool constant = false)
    {
        var row = SnowplowContractTests.Event("self_describing", keepNulls: true).Node("data", place => new ShapeObject([], place));
        return constant ? row.Constant("data." + name, value) : row.Slot("data." + name, value);
    }

    private static ShapeBuilder Whole(string name, Value value) =>
        SnowplowContractTests.Event("self_describing").Slot("data", Value.Of(new ValueObject([new(name, value)])));
}

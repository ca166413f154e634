using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Loader.Destinations;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>Rows that the tag would answer with 200 and then lose or mangle, and rows it keeps.</summary>
public sealed class NamelessRowTests
{
    private const string Long = $"{NamelessContractTests.Client}_{NamelessContractTests.Session}";
    private const string LongPage = $"{Long}-{NamelessContractTests.Page}";
    private readonly NamelessContractTests shared = new();

    public static TheoryData<string, string, object?, string> Broken => new()
    {
        { "an empty name", "event_name", "", "DST102" },
        { "no client", "client_id", null, "DST102" },
        { "an empty session", "session_id", "", "DST102" },
        { "no page", "page_id", null, "DST102" },
        { "no time", "event_timestamp", null, "DST102" },
        { "time 0", "event_timestamp", 0L, "DST105" },
        { "time before 1970", "event_timestamp", -1L, "DST105" },
        { "seconds", "event_timestamp", 1_704_164_645L, "DST105" },
        { "microseconds", "event_timestamp", 1_704_164_645_678_000L, "DST105" },
        { "nanoseconds", "event_timestamp", 1_704_164_645_678_000_000L, "DST105" },
        { "a fraction of a millisecond", "event_timestamp", 1_704_164_645_678.5m, "DST105" },
        { "a float with a fraction", "event_timestamp", 1_704_164_645_678.5, "DST105" },
        { "no number", "event_timestamp", double.NaN, "DST105" },
        { "a time as text", "event_timestamp", "2024-01-02T03:04:05Z", "DST105" },
        { "digits as text", "event_timestamp", "1704164645678", "DST105" },
        { "another day's date", "event_date", "2024-01-03", "DST106" },
        { "no date at all", "event_date", "yesterday", "DST106" },
        { "30 February", "page_date", "2024-02-30", "DST106" },
        { "a short client", "client_id", "BackfillUser01", "DST107" },
        { "a long client", "client_id", "BackfillUser0001", "DST107" },
        { "a client with a dash", "client_id", "Backfill-User01", "DST107" },
        { "a client that is no text", "client_id", 123_456_789_012_345L, "DST103" },
        { "a session of 16", "session_id", "BackfillSess0001", "DST107" },
        { "another client's session", "session_id", "BackfillUser002_BackfillSess001", "DST108" },
        { "a page of 13", "page_id", "A4adxB8qx2tZy", "DST107" },
        { "another session's page", "page_id", "BackfillUser001_BackfillSess002-BackfillPage001", "DST108" },
        { "an event id without its page", "event_id", "BackfillEvnt001", "DST107" },
        { "an event id of another page", "event_id", "BackfillPage002_BackfillEvnt001", "DST107" },
        { "page_view as Streaming", "event_origin+page_view", "Streaming protocol", "DST112" },
        { "the tag's query", "event_name", "get_user_data", "DST112" },
        { "an unknown origin", "event_origin", "Streaming Protocol", "DST115" },
        { "an integer beyond 2^53", "event_data.order", (1L << 53) + 1, "DST109" },
        { "one below -2^53", "user_data.order", -(1L << 53) - 1, "DST109" },
        { "a decimal beyond 2^53", "session_data.order", 9_007_199_254_740_993m, "DST109" },
        { "a float beyond 2^53", "ecommerce.value", 1e300, "DST109" },
        { "infinity", "event_data.value", double.PositiveInfinity, "ROW003" },
        { "consent as a number", "consent_data.ad_storage", 1L, "DST110" },
        { "consent as true", "consent_data.ad_storage", true, "DST110" },
        { "gtm_data as a decimal", "gtm_data.cs_version", 1.5m, "DST111" },
        { "gtm_data as true", "gtm_data.cs_debug", false, "DST111" },
        { "a page load in seconds", "page_data.page_load_timestamp", 1_704_164_644L, "DST105" },
        { "a page load as text", "page_data.page_load_timestamp", "1704164644678", "DST105" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_row_that_would_be_lost_fails_here(string what, string field, object? value, string code)
    {
        Assert.NotEmpty(what);
        var row = NamelessContractTests.Event();
        if (field == "event_origin+page_view") row.Slot("event_name", "page_view").Slot("event_origin", Of(value));
        else row.Slot(field, Of(value));

        var (packing, body, _, _) = shared.Pack(row);

        var broken = Assert.IsType<Packing.Broken>(packing);
        Assert.Equal(code, broken.Problem.Code.Id);
        Assert.Equal(field == "event_origin+page_view" ? "event_name" : field, broken.Field);
        Assert.Empty(body);
    }

    [Theory]
    [InlineData(NamelessContractTests.Session, NamelessContractTests.Page)]
    [InlineData(Long, NamelessContractTests.Page)]
    [InlineData(NamelessContractTests.Session, LongPage)]
    [InlineData(Long, LongPage)]
    public void Short_and_long_ids_leave_the_same(string session, string page)
    {
        var row = NamelessContractTests.Event().Slot("session_id", session).Slot("page_id", page);

        var (_, body, note, _) = shared.Pack(row);

        Assert.Equal(NamelessContractTests.Page, (string)Json(body)["page_id"]!);
        Assert.Equal(
            $"na_u={NamelessContractTests.Client}; na_s={LongPage}", Requests.Headers(shared.Destination, note)["Cookie"]);
    }

    [Theory]
    [InlineData(1_704_164_645, 678_999_999, 1_704_164_645_678)]
    [InlineData(1_704_164_645, 0, 1_704_164_645_000)]
    [InlineData(253_402_300_799, 999_999_999, 253_402_300_799_999)]
    public void A_time_leaves_in_whole_milliseconds_rounded_towards_the_past(long seconds, int nanoseconds, long milliseconds)
    {
        var (_, body, _, _) = shared.Pack(NamelessContractTests.Event().Slot("event_timestamp", Value.OfTime(seconds, nanoseconds)));

        Assert.Equal(milliseconds, (long)Json(body)["event_timestamp"]!);
    }

    [Fact]
    public void Dates_are_those_of_UTC_also_a_millisecond_before_midnight()
    {
        var row = NamelessContractTests.Event()
            .Slot("event_timestamp", Value.Of(1_704_239_999_999))
            .Slot("page_data.page_load_timestamp", Value.Of(1_704_153_599_999));

        var json = Json(shared.Pack(row).Body);

        Assert.Equal("2024-01-02", (string)json["event_date"]!);
        Assert.Equal("2024-01-01", (string)json["page_date"]!);
    }

    [Theory]
    [InlineData("2024-02-29", 1_709_164_800_000)]
    [InlineData("2024-12-31", 1_735_689_599_999)]
    [InlineData("2000-01-01", 946_684_800_000)]
    public void Dates_that_are_right_may_be_given_as_text_or_as_a_date(string text, long milliseconds)
    {
        var date = Value.OfDate((int)(milliseconds / 86_400_000));
        foreach (var given in new[] { Value.Of(text), date })
        {
            var row = NamelessContractTests.Event().Slot("event_timestamp", Value.Of(milliseconds)).Slot("event_date", given).Slot("page_date", given);

            var json = Json(shared.Pack(row).Body);

            Assert.Equal(text, (string)json["event_date"]!);
            Assert.Equal(text, (string)json["page_date"]!);
        }
    }

    [Fact]
    public void What_the_mapping_leaves_out_is_derived()
    {
        var json = Json(shared.Pack(NamelessContractTests.Event()).Body);

        Assert.Equal("Streaming protocol", (string)json["event_origin"]!);
        Assert.Equal("2024-01-02", (string)json["event_date"]!);
        Assert.Equal("2024-01-02", (string)json["page_date"]!);
        Assert.Equal("""{"page_load_timestamp":1704164645678}""", json["page_data"]!.ToJsonString());
        Assert.Equal("event", (string)json["event_data"]!["event_type"]!);
        Assert.Matches("^[0-9a-f]{16}$", (string)json["event_data"]!["job_id"]!);
        Assert.Matches("^BackfillPage001_[A-Za-z0-9]{15}$", (string)json["event_id"]!);
        Assert.All(["user_data", "session_data", "gtm_data"], part => Assert.Equal("{}", json[part]!.ToJsonString()));
        Assert.All(["consent_data", "ecommerce", "datalayer", "client_id", "session_id"], part => Assert.False(json.AsObject().ContainsKey(part), part));
    }

    [Fact]
    public void A_page_view_goes_as_Website_with_a_browsers_headers_and_without_the_key()
    {
        var (_, body, note, _) = shared.Pack(NamelessContractTests.Event().Slot("event_name", "page_view"));

        var headers = Requests.Headers(shared.Destination, note);
        Assert.Equal("Website", (string)Json(body)["event_origin"]!);
        Assert.Equal("page_view", (string)Json(body)["event_data"]!["event_type"]!);
        Assert.StartsWith("Mozilla/5.0", headers["User-Agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("X-Api-Key", headers.Keys);
    }

    [Fact]
    public void Consent_that_is_empty_in_a_row_is_left_out_since_an_empty_object_loses_the_row()
    {
        var row = NamelessContractTests.Event().Slot("consent_data.ad_storage", Value.Null).Slot("consent_data.analytics_storage", Value.Null);

        Assert.False(Json(shared.Pack(row).Body).AsObject().ContainsKey("consent_data"));
        Assert.False(Json(shared.Pack(NamelessContractTests.Event().Empty("consent_data")).Body).AsObject().ContainsKey("consent_data"));
        Assert.False(
            Json(shared.Pack(NamelessContractTests.Event().Slot("consent_data", Value.Of(new ValueObject([])))).Body).AsObject().ContainsKey("consent_data"));
        Assert.Equal("""{"ad_storage":"Granted"}""", Json(shared.Pack(row.Slot("consent_data.ad_storage", "Granted")).Body)["consent_data"]!.ToJsonString());
    }

    [Fact]
    public void Objects_that_rows_bring_whole_are_written_and_checked()
    {
        var row = NamelessContractTests.Event()
            .Slot("event_data", Object(("event_type", Value.Of("own")), ("source", Value.Of("bing")), ("n", Value.Of(7L))))
            .Slot("page_data", Object(("page_load_timestamp", Value.OfTime(1_704_164_000, 0)), ("page_path", Value.Of("/x"))))
            .Slot("datalayer", Value.Of((IReadOnlyList<Value>)[Value.Of(1L), Value.Of("a")]));

        var json = Json(shared.Pack(row).Body);

        Assert.Equal("own", (string)json["event_data"]!["event_type"]!);
        Assert.Equal(7, (int)json["event_data"]!["n"]!);
        Assert.Equal("""{"page_load_timestamp":1704164000000,"page_path":"/x"}""", json["page_data"]!.ToJsonString());
        Assert.Equal("""[1,"a"]""", json["datalayer"]!.ToJsonString());
        Assert.Equal(
            "event_data.deep", BrokenField(NamelessContractTests.Event().Slot("event_data", Object(("deep", Object(("n", Value.Of(long.MaxValue))))))));
        Assert.Equal("user_data.sessions", BrokenField(NamelessContractTests.Event().Slot("user_data", Object(("sessions", Value.Null)))));
        Assert.Equal("session_data.session_id", BrokenField(NamelessContractTests.Event().Slot("session_data", Object(("session_id", Value.Of("x"))))));
        Assert.Equal("ecommerce", BrokenField(NamelessContractTests.Event().Slot("ecommerce", Value.Of("{}"))));
        Assert.Equal("datalayer", BrokenField(NamelessContractTests.Event().Slot("datalayer", Value.Of("[]"))));
    }

    [Fact]
    public void Rows_that_bring_whole_objects_may_leave_them_empty()
    {
        var row = NamelessContractTests.Event();
        foreach (var part in new[] { "page_data", "event_data", "user_data", "session_data", "consent_data", "ecommerce", "datalayer", "gtm_data" })
            row.Slot(part, Value.Null);

        var json = Json(shared.Pack(row).Body);

        Assert.Equal("{}", json["user_data"]!.ToJsonString());
        Assert.Equal(2, json["event_data"]!.AsObject().Count);
        Assert.False(json.AsObject().ContainsKey("ecommerce"));
    }

    [Fact]
    public void The_largest_number_that_JavaScript_keeps_may_leave()
    {
        var json = Json(shared.Pack(NamelessContractTests.Event().Slot("event_data.n", Value.Of(1L << 53)).Slot("event_data.m", Value.Of(-(1L << 53)))).Body);

        Assert.Equal(1L << 53, (long)json["event_data"]!["n"]!);
        Assert.Equal(-(1L << 53), (long)json["event_data"]!["m"]!);
    }

    [Fact]
    public void Decimals_keep_their_digits() =>
        Assert.Contains("\"value\":12.50", System.Text.Encoding.UTF8.GetString(shared.Pack(NamelessContractTests.Event()).Body), StringComparison.Ordinal);

    [Fact]
    public void Any_text_arrives_as_it_was() => Prop.ForAll<NonNull<string>>(text =>
    {
        var value = Value.Of(text.Get);
        var json = Json(shared.Pack(NamelessContractTests.Event().Slot("event_data.note", value).Slot("user_data.name", value)).Body);
        return (string)json["event_data"]!["note"]! == value.Text && (string)json["user_data"]!["name"]! == value.Text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Events_of_one_client_share_a_lane_and_no_lane_is_0() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), number =>
    {
        var client = FormattableString.Invariant($"{number:D15}");
        var first = shared.Pack(NamelessContractTests.Event().Slot("client_id", client)).Packed.Lane;
        var second = shared.Pack(NamelessContractTests.Event().Slot("client_id", client).Slot("session_id", "OtherSession001"), key: "row-2").Packed.Lane;
        return first == second && first != 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lanes_of_different_clients_differ()
    {
        var lanes = Enumerable.Range(0, 2_000).Select(
            n => shared.Pack(NamelessContractTests.Event().Slot("client_id", FormattableString.Invariant($"{n:D15}"))).Packed.Lane);

        Assert.Equal(2_000, lanes.Distinct().Count());
    }

    private string? BrokenField(ShapeBuilder row) => Assert.IsType<Packing.Broken>(shared.Pack(row).Packing).Field;

    internal static JsonNode Json(byte[] body) => JsonNode.Parse(body)!;

    private static Value Object(params (string Name, Value Value)[] members) =>
        Value.Of(new ValueObject([.. members.Select(member => KeyValuePair.Create(member.Name, member.Value))]));

    private static Value Of(object? value) => value switch
    {
        null => Value.Null,
        string text => Value.Of(text),
        long number => Value.Of(number),
        decimal number => Value.Of(number),
        double number => Value.Of(number),
        bool truth => Value.Of(truth),
        _ => throw new ArgumentException("not a value", nameof(value)),
    };
}

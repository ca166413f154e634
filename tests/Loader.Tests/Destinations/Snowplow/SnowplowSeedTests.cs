using System.Globalization;
using Loader.Destinations;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>What the trackers of 2013 could do beside tracking, function by function: the table of docs/destinations/snowplow.md.</summary>
public sealed class SnowplowSeedTests
{
    private readonly SnowplowContractTests shared = new();

    [Fact]
    public void Cloudfront_is_a_pixel_that_takes_one_event_per_GET()
    {
        var destination = Settings.Configure(shared.Kind, ("cloudfront", "d3rkrsqld9gmqf"));

        var (uri, request) = Address(destination, SnowplowContractTests.Event());

        Assert.Equal("https://d3rkrsqld9gmqf.cloudfront.net/i", destination.Protocol.Endpoint.AbsoluteUri);
        Assert.Equal("https://d3rkrsqld9gmqf.cloudfront.net/i?", uri[..(uri.IndexOf('?', StringComparison.Ordinal) + 1)]);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Equal(1, destination.Protocol.Framing.MaxEvents);
    }

    [Theory]
    [InlineData("https://my-company.c.example.com", "post", "https://my-company.c.example.com/com.snowplowanalytics.snowplow/tp2")]
    [InlineData("https://my-company.c.example.com/", "get", "https://my-company.c.example.com/i")]
    [InlineData("http://127.0.0.1:9090", "post", "http://127.0.0.1:9090/com.snowplowanalytics.snowplow/tp2")]
    [InlineData("https://c.example.com:8443/com.acme/track", "post", "https://c.example.com:8443/com.acme/track")]
    public void Hostname_is_an_endpoint_by_scheme_host_port_and_path(string endpoint, string method, string expected)
    {
        var destination = shared.With(("endpoint", endpoint), ("method", method));

        Assert.Equal(expected, destination.Protocol.Endpoint.AbsoluteUri);
        Assert.Equal(method == "get" ? HttpMethod.Get : HttpMethod.Post, Address(destination, SnowplowContractTests.Event()).Request.Method);
    }

    [Fact]
    public void Two_trackers_are_two_destinations_that_share_nothing()
    {
        var (first, second) = (shared.With(("platform", "cnsl")), shared.With(("platform", "tv")));

        Assert.Equal("cnsl", shared.Parameters(SnowplowContractTests.Event(), first)["p"]);
        Assert.Equal("tv", shared.Parameters(SnowplowContractTests.Event(), second)["p"]);
        Assert.Equal("cnsl", shared.Parameters(SnowplowContractTests.Event(), first)["p"]);
    }

    [Theory]
    [InlineData("web")]
    [InlineData("mob")]
    [InlineData("pc")]
    [InlineData("srv")]
    [InlineData("app")]
    [InlineData("tv")]
    [InlineData("cnsl")]
    [InlineData("iot")]
    [InlineData("headset")]
    public void Set_platform_is_a_setting_a_constant_or_a_column(string platform)
    {
        Assert.Equal("srv", shared.Parameters(SnowplowContractTests.Event())["p"]);
        Assert.Equal(platform, shared.Parameters(SnowplowContractTests.Event(), shared.With(("platform", platform)))["p"]);
        Assert.Equal(platform, shared.Parameters(SnowplowContractTests.Event().Constant("platform", platform))["p"]);
        Assert.Equal(platform, shared.Parameters(SnowplowContractTests.Event().Slot("platform", platform))["p"]);
        Assert.Equal("srv", shared.Parameters(SnowplowContractTests.Event().Slot("platform", Value.Null))["p"]);
    }

    [Fact]
    public void Set_app_id_and_set_user_id_hold_for_each_row()
    {
        var destination = shared.With(("app_id", "wow-addon-1"), ("namespace", "cf"));

        var parameters = shared.Parameters(SnowplowContractTests.Event().Slot("user_id", "alexd"), destination);
        var other = shared.Parameters(SnowplowContractTests.Event().Slot("app_id", "wow-addon-2").Slot("user_id", Value.Of(17)), destination);

        Assert.Equal(("wow-addon-1", "cf", "alexd"), (parameters["aid"], parameters["tna"], parameters["uid"]));
        Assert.Equal(("wow-addon-2", "17"), (other["aid"], other["uid"]));
    }

    [Fact]
    public void Set_screen_resolution_takes_width_before_height_as_one_column_or_two()
    {
        Assert.Equal("1366x768", shared.Parameters(SnowplowContractTests.Event().Slot("screen_resolution", "1366x768"))["res"]);
        Assert.Equal(
            "1366x768",
            shared.Parameters(SnowplowContractTests.Event()
                .Slot("screen_resolution.width", Value.Of(1366))
                .Slot("screen_resolution.height", Value.Of(768)))["res"]);
        Assert.Equal(
            "1366x768",
            shared.Parameters(SnowplowContractTests.Event()
                .Constant("screen_resolution.width", Value.Of(1366))
                .Constant("screen_resolution.height", Value.Of(768)))["res"]);
        Assert.DoesNotContain(
            "res",
            shared.Parameters(SnowplowContractTests.Event().Slot("screen_resolution.width", Value.Null).Slot("screen_resolution.height", Value.Null)).Keys);
    }

    [Fact]
    public void Set_color_depth_is_a_whole_number() =>
        Assert.Equal("32", shared.Parameters(SnowplowContractTests.Event().Slot("color_depth", Value.Of(32)))["cd"]);

    [Fact]
    public void Viewport_time_zone_language_and_what_came_later_have_columns()
    {
        var parameters = shared.Parameters(SnowplowContractTests.Event()
            .Slot("viewport", "1024x600").Slot("document_size", "1024x3000").Slot("timezone", "Europe/Rome").Slot("language", "it").Slot("charset", "UTF-8")
            .Slot("domain_user_id", "bd2f9d5c4f3a1e77").Slot("network_user_id", "ecdff4d0-9175-40ac-a8bb-325c49733607")
            .Slot("session_id", "0B2F1F3E-6f2b-4b0e-9a57-0a2d7d0a3b55").Slot("session_index", Value.Of(7)).Slot("ip_address", "203.0.113.9")
            .Slot("user_agent", "Mozilla/5.0").Slot("cookies_enabled", Value.True).Slot("br_features_pdf", Value.False).Slot("user_fingerprint", "4048966212")
            .Slot("txn_id", Value.Of(123456)));

        Assert.Equal(
            "1024x600 1024x3000 Europe/Rome it UTF-8 bd2f9d5c4f3a1e77 ecdff4d0-9175-40ac-a8bb-325c49733607 0B2F1F3E-6f2b-4b0e-9a57-0a2d7d0a3b55 7 "
            + "203.0.113.9 Mozilla/5.0 1 0 4048966212 123456",
            string.Join(
                ' ',
                ((string[])[
                    "vp", "ds", "tz", "lang", "cs", "duid", "tnuid", "sid", "vid", "ip", "ua", "cookie", "f_pdf", "fp", "tid",
                ]).Select(key => parameters[key])));
    }

    [Theory]
    [InlineData("true", "ue_px", "cx")]
    [InlineData("false", "ue_pr", "co")]
    public void Set_base64_to_says_how_JSON_is_sent(string base64, string eventKey, string entityKey)
    {
        var row = SnowplowContractTests.Event("self_describing").Slot("data.name", "\"Zoë\" ÿ>>>???").Node("entities", place => new ShapeList([], place));
        var parameters = shared.Parameters(row, shared.With(("base64", base64)));

        Assert.Contains(eventKey, parameters.Keys);
        Assert.DoesNotContain(entityKey, parameters.Keys);
        Assert.Equal("\"Zoë\" ÿ>>>???", Sent.Event(parameters).Data.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("s", "1368725287", "1368725287000")]
    [InlineData("s", "1368725287.6789", "1368725287678")]
    [InlineData("ms", "1368725287000", "1368725287000")]
    [InlineData("us", "1368725287123999", "1368725287123")]
    [InlineData("ms", "-1", "-1")]
    [InlineData("s", "0", "0")]
    public void The_timestamp_has_a_unit_and_is_the_true_one(string unit, string number, string milliseconds)
    {
        var value = decimal.Parse(number, CultureInfo.InvariantCulture);

        var parameters = shared.Parameters(SnowplowContractTests.Event().Slot("timestamp", Value.Of(value)), shared.With(("timestamp_unit", unit)));

        Assert.Equal((milliseconds, milliseconds, milliseconds), (parameters["ttm"], parameters["dtm"], parameters["stm"]));
    }

    [Fact]
    public void A_time_is_sent_in_milliseconds_and_clocks_of_the_device_are_sent_where_given()
    {
        var row = SnowplowContractTests.Event().Slot("timestamp", Value.OfTime(1_368_725_287, 999_999_999));
        var given = SnowplowContractTests.Event().Slot("device_created_timestamp", Value.OfTime(5, 0)).Slot("device_sent_timestamp", Value.OfTime(6, 0));

        Assert.Equal("1368725287999", shared.Parameters(row)["ttm"]);
        Assert.DoesNotContain("stm", shared.Parameters(row, shared.With(("sent_at", "omit"))).Keys);
        Assert.Equal(("1368725287000", "5000", "6000"), (shared.Parameters(given)["ttm"], shared.Parameters(given)["dtm"], shared.Parameters(given)["stm"]));
    }

    [Fact]
    public void A_row_without_a_timestamp_fails_and_never_means_now()
    {
        var broken = Assert.IsType<Packing.Broken>(shared.Pack(SnowplowContractTests.Event().Slot("timestamp", Value.Null)).Packing);

        Assert.Equal("timestamp", broken.Field);
        Assert.IsType<Packing.Broken>(shared.Pack(SnowplowContractTests.Event().Slot("timestamp", Value.Of(1_368_725_287)), shared.Destination).Packing);
    }

    [Fact]
    public void What_a_tracker_returned_is_read_back_from_the_event()
    {
        var (_, body, _, _) = shared.Pack(SnowplowContractTests.Event(), key: "A1");

        Assert.Equal(Sent.Parameters(body)["eid"], shared.Destination.EventIdOf(body));
    }

    [Theory]
    [InlineData("true", "*")]
    [InlineData("false", null)]
    public void Requests_are_anonymous_unless_said_otherwise_and_bring_no_headers_of_their_own(string anonymous, string? expected)
    {
        var (_, request) = Address(shared.With(("anonymous", anonymous)), SnowplowContractTests.Event());

        Assert.Equal(expected, request.Headers.TryGetValues("SP-Anonymous", out var values) ? string.Join(',', values) : null);
        Assert.False(request.Headers.Contains("Referer") || request.Headers.Contains("Cookie") || request.Headers.Contains("User-Agent"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Lost_answers_are_sent_again_only_where_something_drops_repeats(string drops, bool expected) =>
        Assert.Equal(expected, shared.With(("drops_repeats", drops)).Protocol.IgnoresRepeats);

    [Fact]
    public void An_event_that_fits_no_request_line_fails_by_GET_and_leaves_by_POST()
    {
        var row = SnowplowContractTests.Event("self_describing").Slot("data.text", new string('ü', 10_000));

        Assert.IsType<Packing.Broken>(shared.Pack(row, shared.With(("method", "get"))).Packing);
        Assert.IsType<Packing.Ready>(shared.Pack(row).Packing);
    }

    [Fact]
    public void The_id_is_the_UUID_of_the_key_in_the_namespace_of_the_mapping()
    {
        // uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, "loader:"), "A1")
        Assert.Equal("43e042c6-f986-59cc-8ecf-079bcfc7fd78", shared.Parameters(SnowplowContractTests.Event(), key: "A1")["eid"]);

        // uuid.uuid5(uuid.NAMESPACE_DNS, "www.example.com"), RFC 9562, A.4.
        var dns = shared.With(("id_namespace", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
        Assert.Equal("2ed6657d-e927-568b-95e1-2665a8aea6a2", shared.Parameters(SnowplowContractTests.Event(), dns, "www.example.com")["eid"]);
        Assert.Equal(
            "2ED6657D-e927-568b-95e1-2665a8aea6a2",
            shared.Parameters(SnowplowContractTests.Event().Slot("event_id", "2ED6657D-e927-568b-95e1-2665a8aea6a2"))["eid"]);
    }

    [Fact]
    public void A_row_without_a_key_has_no_id_and_fails()
    {
        var row = SnowplowContractTests.Event();

        var packing = shared.Bind(row).Pack(row.Slots, Value.Null, new(), out _);

        Assert.Equal(SnowplowCodes.NoKey, Assert.IsType<Packing.Broken>(packing).Problem.Code);
    }

    private (string Uri, HttpRequestMessage Request) Address(IDestination destination, ShapeBuilder row)
    {
        var (_, _, note, _) = shared.Pack(row, destination);
        var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };
        destination.Protocol.Address(request, [note]);
        return (request.RequestUri!.AbsoluteUri, request);
    }
}

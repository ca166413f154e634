using Loader.Destinations;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The payloads of 2025.</summary>
public sealed class NamelessOlderTagTests
{
    private readonly NamelessContractTests shared = new();

    [Fact]
    public void The_tag_of_2025_gets_its_ids_in_the_body_and_the_page_inside_event_data()
    {
        var (_, body, _, _) = shared.Pack(
            NamelessContractTests.Event().Constant("consent_data.ad_storage", "Granted"), shared.With(("protocol", "2025"), ("job_id", "j")));

        var json = NamelessRowTests.Json(body);
        var id = (string)json["event_id"]!;
        Assert.Matches("^BackfillPage001_[A-Za-z0-9]{15}$", id);
        Assert.Equal(
            $$$"""
            {"event_name":"purchase","event_origin":"Streaming protocol","event_date":"2024-01-02","event_timestamp":1704164645678,"client_id":"BackfillUser001","session_id":"BackfillUser001_BackfillSess001","event_id":"{{{id}}}","event_data":{"page_id":"BackfillPage001","event_type":"event","job_id":"j","source":"google","value":12.50},"user_data":{},"session_data":{},"consent_data":{"ad_storage":"Granted"}}
            """,
            json.ToJsonString());
    }

    [Fact]
    public void Its_cookies_have_their_long_names()
    {
        var destination = shared.With(("protocol", "2025"));
        var note = shared.Pack(NamelessContractTests.Event().Constant("event_name", "page_view"), destination).Note;

        Assert.Equal(
            "nameless_analytics_user=BackfillUser001; nameless_analytics_session=BackfillUser001_BackfillSess001-BackfillPage001",
            Requests.Headers(destination, note)["Cookie"]);
    }

    [Theory]
    [InlineData(0, "2024-01-02T03:04:05.000000")]
    [InlineData(678_000_000, "2024-01-02T03:04:05.678000")]
    [InlineData(7, "2024-01-02T03:04:05.000000")]
    [InlineData(1_999, "2024-01-02T03:04:05.000001")]
    [InlineData(999_999_999, "2024-01-02T03:04:05.999999")]
    public void The_seed_writes_microseconds_always_with_six_digits(int nanoseconds, string written)
    {
        var (_, body, _, _) = shared.Pack(NamelessContractTests.Event().Slot("event_timestamp", Value.OfTime(1_704_164_645, nanoseconds)), Seed());

        Assert.Equal(written, (string)NamelessRowTests.Json(body)["event_datetime"]!);
    }

    [Fact]
    public void The_seed_takes_ids_of_any_length_and_derives_sixteen_hexadecimal_digits()
    {
        var row = NamelessContractTests.Event().Slot("client_id", "c").Slot("session_id", "s").Slot("page_id", "A4adxB8qx2tZy");

        var json = NamelessRowTests.Json(shared.Pack(row, Seed()).Body);

        Assert.Equal("c_s", (string)json["session_id"]!);
        Assert.Equal("A4adxB8qx2tZy", (string)json["event_data"]!["page_id"]!);
        Assert.Matches("^A4adxB8qx2tZy_[0-9a-f]{16}$", (string)json["event_id"]!);
        Assert.Matches("^[0-9a-f]{16}$", (string)json["job_id"]!);
        Assert.Equal("Measurement Protocol", (string)json["event_origin"]!);
    }

    [Fact]
    public void The_seed_checks_what_its_table_checks_too()
    {
        Assert.IsType<Packing.Broken>(shared.Pack(NamelessContractTests.Event().Slot("event_timestamp", Value.Of(1_704_164_645)), Seed()).Packing);
        Assert.IsType<Packing.Broken>(shared.Pack(NamelessContractTests.Event().Slot("client_id", ""), Seed()).Packing);
    }

    private IDestination Seed() => shared.With(("protocol", "seed"));
}

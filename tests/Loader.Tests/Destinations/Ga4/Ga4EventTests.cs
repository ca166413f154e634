using System.Text;
using Loader.Destinations;
using Loader.Destinations.Ga4;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Tests.Support;

namespace Loader.Tests.Destinations.Ga4;

/// <summary>How old an event may be, whose it is, and what a mapping is told before the first row.</summary>
public sealed class Ga4EventTests
{
    private static readonly FakeTime Clock = new();
    private readonly Ga4ContractTests shared = new();

    [Theory]
    [InlineData(1, true)]
    [InlineData(71, true)]
    [InlineData(72, false)]
    [InlineData(2_000, false)]
    public void What_is_older_than_72_hours_is_skipped_under_its_own_reason(int hours, bool leaves)
    {
        var (packing, body, _, _) = shared.Pack(Ga4ContractTests.Event(Before(TimeSpan.FromHours(hours))), At());

        if (leaves) Assert.IsType<Packing.Ready>(packing);
        else Assert.Equal("too_old", Assert.IsType<Packing.Skipped>(packing).Reason);
        Assert.Equal(leaves, body.Length > 0);
    }

    [Fact]
    public void An_event_that_would_be_too_old_by_the_time_it_arrives_is_skipped_as_well()
    {
        var packing = shared.Pack(Ga4ContractTests.Event(Before(Ga4Limits.OldestEvent - Ga4Limits.Margin + TimeSpan.FromSeconds(1))), At()).Packing;

        Assert.IsType<Packing.Skipped>(packing);
    }

    [Fact]
    public void Old_events_leave_when_another_time_is_allowed_and_check_says_what_that_means()
    {
        var findings = new FindingList();
        shared.Kind.Configure(Settings.Section(findings, [.. shared.GoodSettings, ("allow_redate", "true")]));

        var packing = shared.Pack(Ga4ContractTests.Event(Before(TimeSpan.FromDays(30))), At(("allow_redate", "true"))).Packing;

        Assert.IsType<Packing.Ready>(packing);
        Assert.Equal(Ga4Codes.Redated, Assert.Single(findings).Code);
    }

    [Theory]
    [InlineData(1_772_359_200_000_000, true)]
    [InlineData(1_772_359_200_000, false)]
    [InlineData(1_772_359_200, false)]
    public void Numbers_are_taken_as_microseconds_and_others_are_refused(long number, bool leaves) =>
        Assert.Equal(leaves, shared.Pack(Ga4ContractTests.Event(Value.Of(number)), At()).Packing is Packing.Ready);

    [Theory]
    [InlineData("123.456", "123.456")]
    [InlineData("anna", "715902379.1011574888")]
    public void Ids_of_another_system_become_two_numbers_when_they_are_mapped(string id, string expected)
    {
        var (_, _, note, _) = shared.Pack(Ga4ContractTests.Event(Before(TimeSpan.Zero)).Slot("client_id", id), At(("client_ids", "mapped")));

        Assert.StartsWith($$"""{"client_id":"{{expected}}",""", Encoding.UTF8.GetString(note), StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_has_instances_instead_of_clients()
    {
        var app = Settings.Configure(shared.Kind, Clock, ("firebase_app_id", "1:2:android:3"), ("api_secret", "s"));
        var shape = new ShapeBuilder().Constant("name", "in_app_purchase").Slot(
            "app_instance_id", new string('a', 32)).Slot("timestamp", Before(TimeSpan.Zero));

        var (packing, body, note, _) = shared.Pack(shape, app);

        Assert.IsType<Packing.Ready>(packing);
        Assert.DoesNotContain("params", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.StartsWith("""{"app_instance_id":"aaa""", Encoding.UTF8.GetString(note), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page_title", 300)]
    [InlineData("page_referrer", 420)]
    [InlineData("page_location", 1_000)]
    [InlineData("coupon", 100)]
    public void Texts_are_as_long_as_Google_takes_them_counted_in_characters(string parameter, int longest)
    {
        Packing Packed(int characters) =>
            shared.Pack(Ga4ContractTests.Event(Before(TimeSpan.Zero)).Slot("params." + parameter, new string('é', characters)), At()).Packing;

        Assert.IsType<Packing.Ready>(Packed(longest));
        Assert.IsType<Packing.Broken>(Packed(longest + 1));
    }

    [Fact]
    public void Parameters_may_come_whole_from_a_row_and_are_checked_all_the_same()
    {
        var good = new ValueObject([KeyValuePair.Create("transaction_id", Value.Of("T9")), KeyValuePair.Create("coupon", Value.Null)]);
        var bad = new ValueObject([KeyValuePair.Create("ga_secret", Value.Of("T9"))]);

        ShapeBuilder With(ValueObject parameters) => new ShapeBuilder()
            .Constant("name", "purchase").Slot("client_id", "1.2").Slot("timestamp", Before(TimeSpan.Zero)).Slot("params", Value.Of(parameters));

        Assert.EndsWith(""","params":{"transaction_id":"T9"}}""", Encoding.UTF8.GetString(shared.Pack(With(good), At()).Body), StringComparison.Ordinal);
        Assert.Equal(Ga4Codes.BadName, Assert.IsType<Packing.Broken>(shared.Pack(With(bad), At()).Packing).Problem.Code);
    }

    [Fact]
    public void Mistakes_that_every_row_would_have_are_found_before_the_first()
    {
        var many = Ga4ContractTests.Event(Before(TimeSpan.Zero));
        for (var i = 0; i < 26; i++) many.Slot(FormattableString.Invariant($"params.p{i}"), "x");

        Assert.Contains(shared.Findings(many), finding => finding.Code == Ga4Codes.TooMany);
        Assert.Contains(shared.Findings(new ShapeBuilder()), finding => finding.Message == "the event has no 'timestamp'");
        Assert.Contains(Found("event_name", "purchase"), finding => finding.Code == Ga4Codes.UnknownField);
        Assert.Contains(Found("params.google_id", "1"), finding => finding.Code == Ga4Codes.BadName);
        Assert.Contains(Found("name", "first_visit"), finding => finding.Code == Ga4Codes.BadName);
        Assert.Contains(Found("client_id", "anna"), finding => finding.Code == Ga4Codes.BadClientId);
        Assert.Contains(Found("user_data.email", "anna@example.com"), finding => finding.Code == Ga4Codes.UnknownField);
        Assert.Contains(Found("consent.ad_user_data", "granted"), finding => finding.Hint == "did you mean 'GRANTED'?");
        Assert.Contains(Found("app_instance_id", "x"), finding => finding.Message.Contains("firebase_app_id", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("measurement_id", "UA-1-1")]
    [InlineData("measurement_id", "abc")]
    [InlineData("region", "mars")]
    [InlineData("firebase_app_id", "1:2:android:3")]
    [InlineData("endpoint", "http://collector.example/mp/collect")]
    [InlineData("endpoint", "https://collector.example/mp/collect?x=1")]
    public void Settings_that_cannot_be_right_are_refused(string name, string text)
    {
        var findings = new FindingList();
        shared.Kind.Configure(Settings.Section(findings, [.. shared.GoodSettings.Where(setting => setting.Name != name), (name, text)]));

        Assert.True(findings.HasErrors);
    }

    [Theory]
    [InlineData("https://collector.example", "https://collector.example/mp/collect")]
    [InlineData("https://collector.example/", "https://collector.example/mp/collect")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/mp/collect")]
    [InlineData("https://collector.example/ga/collect", "https://collector.example/ga/collect")]
    public void A_collector_of_ones_own_is_asked_where_Google_is_unless_its_path_is_given(string written, string asked)
    {
        Assert.Equal(asked, At(("endpoint", written)).Protocol.Endpoint.AbsoluteUri);
    }

    [Fact]
    public void The_secret_is_in_the_address_of_requests_and_nowhere_that_is_shown()
    {
        var destination = At(("region", "eu"));
        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };
        destination.Protocol.Address(request, [default]);

        Assert.Equal("https://region1.google-analytics.com/mp/collect?measurement_id=G-ABC1234567&api_secret=a-secret", request.RequestUri!.AbsoluteUri);
        Assert.Equal("https://region1.google-analytics.com/mp/collect", destination.Protocol.Endpoint.AbsoluteUri);
    }

    private IReadOnlyList<Finding> Found(string path, string text) =>
        shared.Findings(Ga4ContractTests.Event(Before(TimeSpan.Zero)).Constant(path, text), At());

    private IDestination At(params (string Name, string Text)[] settings) => Settings.Configure(shared.Kind, Clock, [.. shared.GoodSettings, .. settings]);

    private static Value Before(TimeSpan ago) => Value.OfTime((Clock.GetUtcNow() - ago).ToUnixTimeSeconds(), 0);
}

using Loader.Destinations.Nameless;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>Mistakes that are found in the mapping, before the first row.</summary>
public sealed class NamelessBindingTests
{
    private readonly NamelessContractTests shared = new();

    [Theory]
    [InlineData("dataLayer", "did you mean 'datalayer'?")]
    [InlineData("clientid", "did you mean 'client_id'?")]
    [InlineData("event_datetime", "leave it out: it is derived from event_timestamp")]
    [InlineData("processing_event_timestamp", "leave it out: the server's clock sets it and it cannot be backdated")]
    [InlineData("content_length", "leave it out: the server measures it")]
    [InlineData("order", "put values of your own under event_data, user_data or session_data")]
    public void A_field_that_the_table_does_not_have_is_an_error_with_a_way_out(string name, string hint)
    {
        var finding = Assert.Single(shared.Findings(NamelessContractTests.Event().Slot(name, "x")));

        Assert.Equal(NamelessCodes.UnknownField, finding.Code);
        Assert.Equal(hint, finding.Hint);
        Assert.Contains($"'{name}'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_missing_field_is_named_at_once()
    {
        var findings = shared.Findings(new ShapeBuilder().Constant("event_data.source", "google"));

        Assert.All(findings, finding => Assert.Equal(NamelessCodes.MissingField, finding.Code));
        Assert.Equal(
            ["event_name", "event_timestamp", "client_id", "session_id", "page_id"],
            findings.Select(finding => finding.Message.Split('\'')[1]));
    }

    public static TheoryData<string, string, ValueKind> WrongTypes => new()
    {
        { "event_timestamp", "DST105", ValueKind.Text },
        { "event_timestamp", "DST105", ValueKind.Date },
        { "page_data.page_load_timestamp", "DST105", ValueKind.Text },
        { "client_id", "DST103", ValueKind.Integer },
        { "event_name", "DST103", ValueKind.Boolean },
        { "event_id", "DST103", ValueKind.Integer },
        { "event_date", "DST106", ValueKind.Time },
        { "user_data", "DST103", ValueKind.Text },
        { "datalayer", "DST103", ValueKind.Integer },
        { "consent_data.ad_storage", "DST110", ValueKind.Boolean },
        { "gtm_data.x", "DST111", ValueKind.Float },
    };

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void A_type_that_no_row_could_get_through_is_found_here(string field, string code, ValueKind kind)
    {
        var finding = Assert.Single(shared.Findings(NamelessContractTests.Event().Slot(field, Value.Null, kind)));

        Assert.Equal((code, Severity.Error), (finding.Code.Id, finding.Severity));
        Assert.Contains(field, finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Place.Line > 0);
    }

    public static TheoryData<string, object, string> WrongConstants => new()
    {
        { "event_name", "", "DST102" },
        { "event_name", "get_user_data", "DST112" },
        { "event_timestamp", 1_704_164_645L, "DST105" },
        { "event_timestamp", "2024-01-02", "DST105" },
        { "event_date", "02/01/2024", "DST106" },
        { "client_id", "someone", "DST107" },
        { "session_id", "BackfillUser001-BackfillSess01", "DST107" },
        { "page_id", "A4adxB8qx2tZy", "DST107" },
        { "event_data.order", long.MaxValue, "DST109" },
        { "ecommerce.items.order", long.MinValue, "DST109" },
        { "consent_data.ad_storage", true, "DST110" },
        { "gtm_data.ratio", 0.5, "DST111" },
        { "user_data.sessions", "x", "DST113" },
        { "session_data.client_id", "x", "DST113" },
        { "event_data.cross_domain_id", "x", "DST113" },
        { "event_data", "x", "DST103" },
    };

    [Theory]
    [MemberData(nameof(WrongConstants))]
    public void A_constant_that_is_wrong_in_every_row_is_found_here(string field, object value, string code)
    {
        var constant = value switch
        {
            string text => Value.Of(text),
            long number => Value.Of(number),
            double number => Value.Of(number),
            _ => Value.Of((bool)value),
        };
        var row = field == "event_data" ? WithoutEventData() : NamelessContractTests.Event();

        var finding = Assert.Single(shared.Findings(row.Constant(field, constant)));

        Assert.Equal((code, Severity.Error), (finding.Code.Id, finding.Severity));
    }

    [Theory]
    [InlineData("event_data.country", "DST104")]
    [InlineData("event_data.city", "DST104")]
    [InlineData("event_data.channel_grouping", "DST104")]
    [InlineData("event_data.tld_source", "DST104")]
    [InlineData("user_date", "DST104")]
    [InlineData("session_date", "DST104")]
    [InlineData("user_data.user_id", "DST118")]
    public void What_the_server_replaces_is_a_warning_and_rows_still_leave(string field, string code)
    {
        var row = NamelessContractTests.Event().Constant(field, "x");

        var finding = Assert.Single(shared.Findings(row));

        Assert.Equal((code, Severity.Warning), (finding.Code.Id, finding.Severity));
        Assert.NotEmpty(shared.Pack(row).Body);
    }

    [Fact]
    public void Fields_that_the_server_sets_do_not_leave() =>
        Assert.DoesNotContain(
            "user_date",
            NamelessRowTests.Json(shared.Pack(NamelessContractTests.Event().Constant("user_date", "2024-01-02")).Body).AsObject().Select(member => member.Key));

    [Fact]
    public void A_page_view_that_is_told_to_go_as_Streaming_is_an_error()
    {
        var row = NamelessContractTests.Event().Constant("event_name", "page_view").Constant("event_origin", "Streaming protocol");

        Assert.Equal(NamelessCodes.WrongName, Assert.Single(shared.Findings(row)).Code);
    }

    [Fact]
    public void Another_spelling_of_an_origin_is_a_warning_with_the_usual_one()
    {
        var finding = Assert.Single(shared.Findings(NamelessContractTests.Event().Constant("event_origin", "Streaming Protocol")));

        Assert.Equal(NamelessCodes.UnusualOrigin, finding.Code);
        Assert.Equal("did you mean 'Streaming protocol'?", finding.Hint);
    }

    [Theory]
    [InlineData("page_view", null, "new ids")]
    [InlineData("purchase", "Website", "new ids")]
    [InlineData("purchase", null, "refuses Streaming")]
    public void Events_without_cookies_are_a_warning(string name, string? origin, string words)
    {
        var row = NamelessContractTests.Event().Constant("event_name", name);
        if (origin is not null) row.Constant("event_origin", origin);

        var finding = Assert.Single(shared.Findings(row, shared.With(("cookies", "none"))));

        Assert.Equal((NamelessCodes.NoCookies, Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025")]
    [InlineData("seed")]
    public void Tags_of_2025_have_no_page_data(string protocol)
    {
        var finding = Assert.Single(shared.Findings(NamelessContractTests.Event().Constant("page_data.page_path", "/"), shared.With(("protocol", protocol))));

        Assert.Equal("tags of 2025 have no field 'page_data'", finding.Message);
    }

    [Fact]
    public void A_page_id_inside_event_data_is_refused_where_the_payload_has_its_own() => Assert.Equal(
        NamelessCodes.ForbiddenKey,
        Assert.Single(shared.Findings(NamelessContractTests.Event().Constant("event_data.page_id", "x"), shared.With(("protocol", "2025")))).Code);

    [Fact]
    public void A_list_may_stand_where_values_are_free_and_nowhere_else()
    {
        static ShapeNode List(Place place) => new ShapeList([new ShapeConstant(Value.Of("a"), place)], place);

        Assert.Empty(shared.Findings(NamelessContractTests.Event().Node("event_data.tags", List).Node("datalayer", List)));
        Assert.Equal("DST110", Assert.Single(shared.Findings(NamelessContractTests.Event().Node("consent_data.x", List))).Code.Id);
        Assert.Equal("DST111", Assert.Single(shared.Findings(NamelessContractTests.Event().Node("gtm_data.x", List))).Code.Id);
        Assert.Equal("DST103", Assert.Single(shared.Findings(NamelessContractTests.Event().Node("client_id", List))).Code.Id);
        Assert.Equal("DST103", Assert.Single(shared.Findings(NamelessContractTests.Event().Node("event_data.job_id", List))).Code.Id);
    }

    [Fact]
    public void Every_code_is_listed_once_and_explained()
    {
        var fields = typeof(NamelessCodes).GetFields().Where(
            field => field.FieldType == typeof(FindingCode)).Select(field => (FindingCode)field.GetValue(null)!);

        Assert.Equal(fields, NamelessCodes.All);
        Assert.Distinct(NamelessCodes.All.Select(code => code.Id), StringComparer.Ordinal);
        Assert.All(NamelessCodes.All, code => Assert.True(code.Help.Length > 40, code.Id));
    }

    private static ShapeBuilder WithoutEventData() => new ShapeBuilder()
        .Constant("event_name", "purchase")
        .Slot("event_timestamp", Value.Of(NamelessContractTests.Milliseconds))
        .Slot("client_id", NamelessContractTests.Client)
        .Slot("session_id", NamelessContractTests.Session)
        .Slot("page_id", NamelessContractTests.Page);
}

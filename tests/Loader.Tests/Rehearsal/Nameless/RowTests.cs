namespace Loader.Tests.Rehearsal.Nameless;

/// <summary>Rows that the tag answers with 200 and then loses, or stores otherwise than it was meant.</summary>
public sealed class RowTests
{
    [Theory]
    [InlineData("job_id", "\"0123456789abcdef\"", "no such field: job_id")]
    [InlineData("event_datetime", "\"2024-01-02T12:00:01\"", "no such field: event_datetime")]
    [InlineData("processing_event_timestamp", "null", "no such field: processing_event_timestamp")]
    [InlineData("content_length", "1", "no such field: content_length")]
    [InlineData("dataLayer", "[]", "no such field: dataLayer")]
    [InlineData("colour", "\"red\"", "no such field: colour")]
    [InlineData("event_date", "\"2024-02-30\"", "event_date is not a date")]
    [InlineData("event_date", "\"02/01/2024\"", "event_date is not a date")]
    [InlineData("event_date", "20240102", "event_date is not a date")]
    [InlineData("page_date", "\"yesterday\"", "page_date is not a date")]
    [InlineData("event_timestamp", "1704196801000.5", "event_timestamp is not a whole number")]
    [InlineData("event_timestamp", "\"noon\"", "event_timestamp is not a whole number")]
    [InlineData("event_timestamp", "true", "event_timestamp is not a whole number")]
    [InlineData("consent_data", "{}", "consent_data is empty")]
    [InlineData("consent_data", "{\"ad_storage\":true}", "consent_data.ad_storage is not a text")]
    [InlineData("gtm_data", "{\"cs_number\":1.5}", "gtm_data.cs_number is neither a text nor a whole number")]
    public async Task The_row_is_lost_although_the_answer_is_200(string field, string json, string reason)
    {
        await using var stage = await OpenedAsync();
        var call = NamelessCall.Purchase().Field(field, json);

        var reply = await stage.SendAsync(call);

        Assert.Equal(200, reply.Status);
        Assert.Equal(new(Assert.Single(stage.Received.LostRows).EventId, reason), stage.Received.LostRows[0]);
        Assert.Equal(1, stage.Received.Lost[reason]);
        Assert.StartsWith("RehearsalPage01_purchase", stage.Received.LostRows[0].EventId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event_data.big", "9007199254740993", "event_data.big is beyond 2^53 and loses digits")]
    [InlineData("user_data.crm", "-9223372036854775807", "user_data.crm is beyond 2^53 and loses digits")]
    [InlineData("event_data.country", "\"IT\"", "event_data.country is dropped: the tag sets it from where the request came")]
    [InlineData("event_timestamp", "1704196801", "event_timestamp looks like seconds")]
    [InlineData("event_timestamp", "\"1704196801000\"", "event_timestamp is a text")]
    [InlineData("event_date", "\"2024-01-03\"", "event_date is not the UTC date of event_timestamp")]
    [InlineData("page_id", "\"RehearsalUser01_RehearsalSess01-RehearsalPage01\"", "page_id already begins with the session's id and gets it twice")]
    [InlineData("page_id", "\"RehearsalPage99\"", "the cookie names another page than page_id")]
    [InlineData("user_data.client_id", "\"x\"", "user_data.client_id replaces the tag's own")]
    public async Task The_row_is_stored_but_not_as_it_was_meant(string field, string json, string reason)
    {
        await using var stage = await OpenedAsync();

        await stage.SendAsync(NamelessCall.Purchase().Field(field, json));

        Assert.Empty(stage.Received.Lost);
        Assert.Equal([reason], stage.Received.Changed.Keys, StringComparer.Ordinal);
        Assert.Equal(reason, Assert.Single(stage.Received.ChangedRows).Reason);
    }

    [Fact]
    public async Task A_number_that_could_be_seconds_is_milliseconds_where_the_date_says_so()
    {
        await using var stage = await OpenedAsync();

        await stage.SendAsync(NamelessCall.Purchase().Field("event_timestamp", "19414836000").Field("event_date", "\"1970-08-13\""));

        Assert.Empty(stage.Received.Changed);
    }

    [Theory]
    [InlineData("event_data.exact", "9007199254740992")]
    [InlineData("event_data.even", "9007199254740994")]
    [InlineData("event_data.price", "12.50")]
    [InlineData("event_data.country", "null")]
    [InlineData("event_data.items", "[{\"sku\":1}]")]
    [InlineData("consent_data", "{\"ad_storage\":\"Denied\",\"ad_user_data\":null}")]
    [InlineData("gtm_data", "{\"cs_container_id\":\"GTM-1\",\"cs_number\":7}")]
    [InlineData("ecommerce", "{\"value\":12.50}")]
    [InlineData("datalayer", "[]")]
    [InlineData("event_timestamp", "1704196801000.0")]
    [InlineData("client_id", "\"ignored\"")]
    public async Task Nothing_happens_to_what_the_table_takes(string field, string json)
    {
        await using var stage = await OpenedAsync();

        await stage.SendAsync(NamelessCall.Purchase().Field(field, json));

        Assert.Empty(stage.Received.Lost);
        Assert.Empty(stage.Received.Changed);
    }

    [Fact]
    public async Task A_session_that_began_on_a_bad_date_loses_all_its_rows()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.SendAsync(NamelessCall.PageView().Field("event_date", "\"soon\""));

        await stage.SendAsync(NamelessCall.Purchase());

        Assert.Equal(["event_date is not a date", "the user's or session's first event_date is not a date"], stage.Received.Lost.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Two_cookies_of_different_clients_and_a_field_that_is_there_twice_are_noticed()
    {
        await using var stage = await OpenedAsync();
        var mixed = NamelessCall.PageView().Header("Cookie", "na_u=RehearsalUser01; na_s=RehearsalUser02_RehearsalSess01-RehearsalPage01");
        var doubled = NamelessCall.Purchase();
        doubled.Bytes(doubled.Body.ToJsonString()[..^1] + ",\"event_name\":\"refund\"}");

        await stage.SendAsync(mixed);
        var reply = await stage.SendAsync(doubled);

        Assert.Equal(["event_name is there twice", "the two cookies name different clients"], stage.Received.Changed.Keys, StringComparer.Ordinal);
        Assert.Equal("refund", reply.Data.GetProperty("event_name").GetString());
    }

    [Fact]
    public async Task The_answer_holds_what_was_sent_escapes_and_unknown_fields_included()
    {
        await using var stage = await OpenedAsync();
        var call = NamelessCall.Purchase().Field(
            "event_data.na\\u006de\"",
            "\"O'Brien \\ud83d\\ude00 \\n\"").Field("colour", "[1.50]").Field("event_data.price", "12.50");

        var data = (await stage.SendAsync(call)).Data;

        Assert.Equal("O'Brien 😀 \n", data.GetProperty("event_data").GetProperty("na\\u006de\"").GetString());
        Assert.Equal("12.50", data.GetProperty("event_data").GetProperty("price").GetRawText());
        Assert.Equal("[1.50]", data.GetProperty("colour").GetRawText());
        Assert.True(data.GetProperty("gtm_data").GetProperty("processing_event_timestamp").GetInt64() > NamelessCall.Noon);
        Assert.Equal(call.Body.ToJsonString().Length, data.GetProperty("gtm_data").GetProperty("content_length").GetInt32());
    }

    private static async Task<Stage> OpenedAsync()
    {
        var stage = await Stage.OpenAsync();
        Assert.Equal(200, (await stage.SendAsync(NamelessCall.PageView())).Status);
        return stage;
    }
}

using System.Text;
using Loader.Rehearsal.Snowplow;

namespace Loader.Tests.Rehearsal.Snowplow;

/// <summary>The collector answers 200 to rubbish; what the pipeline would drop is listed as lost.</summary>
public sealed class CollectorTests
{
    private const string Tp2 = "/com.snowplowanalytics.snowplow/tp2";
    private const string Id = "5f1c9a52-0a3c-4a6e-8f4e-0d9e3a1b2c4d";
    private const string Good = $$"""{"e":"se","p":"srv","tv":"x-1","eid":"{{Id}}","se_ca":"a","se_ac":"b"}""";

    /// <summary>A body of a POST, and why its events are lost (a beginning); null: stored.</summary>
    public static TheoryData<string, string?> Bodies => new()
    {
        { Payload(Good), null },
        { Payload(Good, Good), null },
        { "", "the body is not JSON" },
        { "hello", "the body is not JSON" },
        { "[]", "the body is no payload_data" },
        { """{"schema":"iglu:com.acme/x/jsonschema/1-0-0","data":[]}""", "the body is no payload_data" },
        { Payload(), "the payload has no events" },
        { Payload(Good, """{"e":"se","p":"srv"}"""), "an event has no tv, p or e" },
        { Payload(Good, Good.Replace("\"a\"", "7", StringComparison.Ordinal)), "the parameter 'se_ca' is not a text" },
        { Payload(Good, Good.Replace("se_ca", "evn", StringComparison.Ordinal)), "an event has the unknown parameter 'evn'" },
        { Payload(With("e", "sv")), "e is 'sv'" },
        { Payload(With("p", "desktop")), "p is 'desktop'" },
        { Payload(With("eid", "A1")), "eid is not a UUID" },
        { Payload(With("sid", "A1")), "sid is not a UUID" },
        { Payload(With("ttm", "1.5")), "ttm is not a time" },
        { Payload(With("dtm", "253402300800000")), "dtm is not a time" },
        { Payload(With("vid", "2147483648")), "vid is not an Int32" },
        { Payload(With("se_va", "NaN")), "se_va is not a number" },
        { Payload(With("se_va", "1E+16")), null },
        { Payload(With("res", "1366 x 768")), "res is not WxH" },
        { Payload(With("cookie", "true")), "cookie is neither 0 nor 1" },
        { Payload(With("tna", "a:b")), "tna holds" },
        { Payload(With("tr_cu", "EURO")), "tr_cu is too long" },
        { Payload(With("url", "http://[::1")), "url cannot be read" },
        { Payload(With("e", "pv")), "url is missing" },
        { Payload(With("e", "tr")), "tr_id is missing" },
        { Payload(With("e", "ti")), "ti_id is missing" },
        { Payload(With("e", "ue")), "ue_px is missing" },
        { Payload(With("e", "ue", "ue_px", "!!!")), "the event's JSON cannot be read" },
        { Payload(With("e", "ue", "ue_pr", "{}")), "the event's JSON is no unstruct_event" },
        { Payload(With("co", "{}")), "the entities' JSON is no contexts" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_POST_is_answered_with_200_whatever_becomes_of_its_events(string body, string? lost)
    {
        await using var stage = await StartAsync();

        var (status, text) = await stage.PostAsync(body);

        Assert.Equal((200, "ok"), (status, text));
        if (lost is null) Assert.Empty(stage.Lost);
        else Assert.StartsWith(lost, Assert.Single(stage.Lost).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_event_spoils_its_whole_request_and_a_later_check_only_itself()
    {
        await using var stage = await StartAsync();

        await stage.PostAsync(Payload(Good, Good, """{"e":"se","p":"srv","tv":"x-1","aid":null}"""));
        Assert.Equal(3, stage.Lost.Values.Single());
        await stage.PostAsync(Payload(Good, With("p", "desktop")));

        Assert.Equal(4, stage.Lost.Values.Sum());
        Assert.Equal(5, stage.Accepted);
    }

    [Theory]
    [InlineData("text/plain", true)]
    [InlineData("application/json", false)]
    [InlineData("application/json; charset=UTF-8", false)]
    [InlineData("application/json; charset=latin1", true)]
    public async Task Another_content_type_loses_the_events_after_a_200(string type, bool lost)
    {
        await using var stage = await StartAsync();

        Assert.Equal(200, (await stage.PostAsync(Payload(Good), type)).Status);
        Assert.Equal(lost, stage.Lost.Count == 1);
    }

    [Theory]
    [InlineData(1_048_000, 200, 1)]
    [InlineData(1_048_577, 200, 1)]
    [InlineData(2_097_153, 413, 0)]
    public async Task Too_large_is_413_or_a_200_that_lies(int bytes, int expected, int lost)
    {
        await using var stage = await StartAsync();
        var around = Payload(With("se_la", "")).Length;

        var (status, _) = await stage.PostAsync(Payload(With("se_la", new string('a', bytes - around))));

        Assert.Equal(expected, status);
        Assert.Equal(lost, stage.Lost.Values.Sum());
    }

    [Theory]
    [InlineData("/i?e=pv&p=web&tv=x&url=https%3A%2F%2Fa.example%2Fa+b", 200, null)]
    [InlineData("/ice.png?e=pv&p=web&tv=x&url=x", 200, null)]
    [InlineData(Tp2 + "?e=pv&p=web&tv=x&url=x&unknown=1", 200, null)]
    [InlineData("/mapped/path?e=pv&p=web&tv=x&url=x", 200, null)]
    [InlineData("/i", 200, "e is ''")]
    [InlineData("/i?e=pv&p=web&tv=x", 200, "url is missing")]
    [InlineData("/elsewhere?e=pv", 404, null)]
    public async Task A_GET_is_answered_with_a_pixel(string uri, int expected, string? lost)
    {
        await using var stage = await StartAsync();

        var (status, text) = await stage.GetAsync(uri);

        Assert.Equal(expected, status);
        if (status == 200) Assert.StartsWith("GIF89a", text, StringComparison.Ordinal);
        Assert.Equal(lost, stage.Lost.Keys.SingleOrDefault());
    }

    [Fact]
    public async Task A_query_string_of_a_POST_speaks_for_every_event_of_its_body()
    {
        await using var stage = await StartAsync();

        await stage.PostAsync(Payload(Good, Good), path: Tp2 + "?p=desktop");

        Assert.Equal(2, stage.Lost["p is 'desktop'"]);
    }

    [Fact]
    public async Task A_health_check_is_no_request()
    {
        await using var stage = await StartAsync();

        Assert.Equal((200, "ok"), await stage.GetAsync("/health"));
        Assert.Equal(0, stage.Requests);
    }

    private static string Payload(params string[] events) =>
        $$"""{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[{{string.Join(',', events)}}]}""";

    /// <summary>The good event with other parameters.</summary>
    private static string With(params string[] pairs)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Good)!;
        for (var i = 0; i < pairs.Length; i += 2) json[pairs[i]] = pairs[i + 1];
        return json.ToJsonString();
    }

    private static async Task<Collector> StartAsync() => new(await Stage.OpenAsync(new SnowplowRules(new() { Path = "/mapped/path" })));

    /// <summary>The collector and a browser for it.</summary>
    private sealed class Collector(Stage stage) : IAsyncDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = stage.Endpoint.Address };

        public IReadOnlyDictionary<string, long> Lost => stage.Received.Lost;

        public long Accepted => stage.Received.Accepted;

        public long Requests => stage.Received.Requests;

        public async Task<(int Status, string Text)> PostAsync(string body, string type = "application/json; charset=utf-8", string path = Tp2)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        public async Task<(int Status, string Text)> GetAsync(string uri)
        {
            using var response = await client.GetAsync(new Uri(uri, UriKind.Relative));
            return ((int)response.StatusCode, Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync()));
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await stage.DisposeAsync();
        }
    }
}

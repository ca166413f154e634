using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loader.Destinations;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>For equal inputs the requests are those of the official Python tracker, after parsing.</summary>
public sealed class SnowplowRecordedTests
{
    /// <summary>The tracker's clock, its random id and its own name.</summary>
    private static readonly string[] NotCompared = ["eid", "dtm", "stm", "tv"];

    private readonly SnowplowContractTests shared = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in Recorded.Names) foreach (var how in (string[])["constants", "slots", "whole"]) cases.Add(name, how);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_request_is_the_one_that_the_Python_tracker_sends(string name, string how)
    {
        var one = Recorded.Case(name);
        var (method, recorded) = ((string)one["method"]!, one["request"]!);
        var destination = shared.With(
            ("endpoint", "https://collector.example.com"), ("method", method), ("timestamp_unit", "ms"), ("platform", "pc"),
            ("base64", (bool)one["base64"]! ? "true" : "false"), ("namespace", (string)one["namespace"]!), ("app_id", (string)one["app_id"]!));
        var fields = one["event"]!.AsObject();
        var row = how == "whole" ? Recorded.WholeEvent(fields) : Recorded.Event(fields, how == "constants");

        var (packing, body, note, _) = shared.Pack(row, destination);

        Assert.True(packing is Packing.Ready, packing.ToString());
        Sent.AssertValid(body);
        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };
        destination.Protocol.Address(request, [note]);
        Assert.Equal((string)recorded["method"]!, request.Method.Method);
        Assert.Equal((string)recorded["path"]!, (request.RequestUri ?? destination.Protocol.Endpoint).AbsolutePath);
        Assert.Equal(Theirs(recorded), Ours(method, request, body, destination));
        if (method == "post") Assert.Equal((string)recorded["type"]!, request.Content!.Headers.ContentType!.ToString());
    }

    private static IDictionary<string, string> Theirs(JsonNode recorded)
    {
        if ((string?)recorded["query"] is { } query) return Compared(Sent.Query(query));
        using var body = JsonDocument.Parse((string)recorded["body"]!);
        return Compared(Sent.Parameters(body.RootElement.GetProperty("data")[0]));
    }

    private static IDictionary<string, string> Ours(string method, HttpRequestMessage request, byte[] body, IDestination destination)
    {
        if (method == "get")
        {
            Assert.True(destination.Protocol.Encode(body).IsEmpty);
            return Compared(Sent.Query(request.RequestUri!.Query.TrimStart('?')));
        }

        var framing = destination.Protocol.Framing;
        using var whole = JsonDocument.Parse(Encoding.UTF8.GetString([.. framing.Before, .. body, .. framing.After]));
        Assert.Equal("iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4", whole.RootElement.GetProperty("schema").GetString());
        return Compared(Sent.Parameters(whole.RootElement.GetProperty("data")[0]));
    }

    private static SortedDictionary<string, string> Compared(SortedDictionary<string, string> parameters)
    {
        var meaning = Sent.Meaning(parameters);
        foreach (var key in NotCompared) meaning.Remove(key);
        return meaning;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Loader.Destinations;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>Whatever an event holds is read back from its request as it was, by GET and by POST, as base64 and plain.</summary>
public sealed class SnowplowRoundTripTests
{
    /// <summary>What encoders and parsers of addresses, of JSON and of base64 stumble over.</summary>
    private static readonly string[] Pieces =
    [
        "a", " ", "é", "ß", "漢", "😀", "\"", "\\", "/", "\n", "\t", "\u0001", "\u007F", "\u0085", "\u200E", "\u202E", "\u2028", "\uFEFF", "\uFFFD", "\uFFFE", "\uE000", "%", "%41", "+", "&", "=",
        "#", "?", "<", ">", "'", "~", "_", "-", "*", "(", ";", ":", "@", "{", "}", "[", "]", "\U0010FFFF", "e\u0301", ">>>", "???", "null", "0",
    ];

    private readonly SnowplowContractTests shared = new();

    [Theory]
    [InlineData("post", "true", "slots")]
    [InlineData("post", "false", "whole")]
    [InlineData("get", "true", "whole")]
    [InlineData("get", "false", "slots")]
    [InlineData("post", "true", "constants")]
    public void Data_and_entities_come_back_as_they_were(string method, string base64, string how)
    {
        var destination = shared.With(
            ("endpoint", "https://collector.example.com"),
            ("method", method),
            ("base64", base64),
            ("timestamp_unit", "ms"),
            ("suffixes", "keep"));
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (data, entity) = (Members(random, 3), Members(random, 2));
            var fields = new JsonObject
            {
                ["type"] = "self_describing",
                ["timestamp"] = JsonNode.Parse("1368725287000"),
                ["schema"] = "iglu:com.example/save-game/jsonschema/1-0-0",
                ["data"] = data.DeepClone(),
                ["entities"] = new JsonArray(
                    new JsonObject { ["schema"] = "iglu:com.acme/b/jsonschema/1-0-0", ["data"] = entity.DeepClone() },
                    new JsonObject { ["schema"] = "iglu:com.acme/a/jsonschema/1-0-0", ["data"] = data.DeepClone() }),
            };

            var parameters = Leave(how == "whole" ? Recorded.WholeEvent(fields) : Recorded.Event(fields, how == "constants"), destination, method);

            Same(data, Sent.Event(parameters).Data, seed);
            var entities = Sent.Entities(parameters);
            Assert.Equal(
                ["iglu:com.acme/b/jsonschema/1-0-0", "iglu:com.acme/a/jsonschema/1-0-0"],
                entities.EnumerateArray().Select(one => one.GetProperty("schema").GetString()));
            Same(entity, entities[0].GetProperty("data"), seed);
        }
    }

    [Theory]
    [InlineData("post")]
    [InlineData("get")]
    public void Texts_come_back_as_they_were(string method)
    {
        var destination = shared.With(("endpoint", "https://collector.example.com"), ("method", method));
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (category, action, label) = ("c" + Text(random), Text(random) + "a", Text(random));
            var row = SnowplowContractTests.Event().Slot("category", category).Slot("action", action).Slot("label", label).Slot("user_agent", label + "x");

            var parameters = Leave(row, destination, method);

            Assert.Equal((category, action, label + "x"), (parameters["se_ca"], parameters["se_ac"], parameters["ua"]));
            Assert.Equal(label, parameters.GetValueOrDefault("se_la", ""));
            Assert.Equal(label.Length > 0, parameters.ContainsKey("se_la")); // what is empty is left out, as the trackers do
        }
    }

    /// <summary>The parameters of the request as it would leave.</summary>
    private SortedDictionary<string, string> Leave(ShapeBuilder row, IDestination destination, string method)
    {
        var (packing, body, note, _) = shared.Pack(row, destination);
        Assert.True(packing is Packing.Ready, packing.ToString());
        Sent.AssertValid(body);
        if (method == "post") return Sent.Parameters(body);
        using var request = new HttpRequestMessage();
        destination.Protocol.Address(request, [note]);
        return Sent.Query(request.RequestUri!.Query.TrimStart('?'));
    }

    private static void Same(JsonNode expected, JsonElement actual, int seed) =>
        Assert.True(
            JsonElement.DeepEquals(JsonSerializer.SerializeToElement(expected), actual),
            $"seed {seed}: {expected.ToJsonString()} came back as {actual.GetRawText()}");

    private static JsonObject Members(Random random, int depth)
    {
        var members = new JsonObject();
        for (var i = random.Next(0, 4); i > 0; i--) members[$"m{i}{Text(random)}"] = Node(random, depth);
        members["empty"] = "";
        members["nothing"] = null;
        return members;
    }

    private static JsonNode? Node(Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        3 => JsonNode.Parse((random.Next(-1_000_000, 1_000_000) / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        4 or 5 => JsonValue.Create(Text(random)),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Node(random, depth - 1))]),
        7 => new JsonArray(),
        _ => Members(random, depth - 1),
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}

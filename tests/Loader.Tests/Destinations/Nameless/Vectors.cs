using System.Text.Json.Nodes;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The recorded requests and answers of the real tag (see <c>vectors.md</c>).</summary>
internal static class Vectors
{
    private static readonly JsonNode Root = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Destinations", "Nameless", "vectors.json")))!;

    public static IReadOnlyList<string> Ids { get; } = [.. Root["vectors"]!.AsArray().Select(vector => (string)vector!["id"]!)];

    public static JsonNode Vector(string id) => Root["vectors"]!.AsArray().Single(vector => (string)vector!["id"]! == id)!;

    public static JsonNode Prelude(string id) => Root["preludes"]![id]!;

    /// <summary>The answer as the tag sends it; null where it did not answer.</summary>
    public static string? Answer(string id)
    {
        var expected = Vector(id)["expect"]!;
        return expected["response"] is { } text
            ? new JsonObject { ["status_code"] = (int)expected["body_status_code"]!, ["response"] = (string)text!, ["data"] = new JsonObject() }.ToJsonString()
            : null;
    }

    public static int Status(string id) => (int)Vector(id)["expect"]!["status"]!;
}

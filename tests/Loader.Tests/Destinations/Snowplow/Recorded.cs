using System.Text.Json.Nodes;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>The recorded requests of the official Python tracker (see <c>recorded.md</c>), with their events in a mapping's fields.</summary>
internal static class Recorded
{
    private static readonly JsonNode Root = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Destinations", "Snowplow", "recorded.json")))!;

    public static IEnumerable<string> Names => Root["cases"]!.AsArray().Select(one => (string)one!["name"]!);

    public static JsonNode Case(string name) => Root["cases"]!.AsArray().Single(one => (string)one!["name"]! == name)!;

    /// <summary>An event whose fields are all constants of the mapping, or all filled by the row.</summary>
    public static ShapeBuilder Event(JsonObject fields, bool constants)
    {
        var builder = new ShapeBuilder(keepNulls: true);
        foreach (var (name, value) in fields) builder.Node(name, place => Node(builder, value, place, constants && name != "timestamp", name == "type"));
        return builder;
    }

    /// <summary>The same event, its data and entities brought whole by the row.</summary>
    public static ShapeBuilder WholeEvent(JsonObject fields)
    {
        var builder = new ShapeBuilder(keepNulls: true);
        foreach (var (name, value) in fields)
        {
            if (name is "data" or "entities") builder.Slot(name, Of(value));
            else builder.Node(name, place => Node(builder, value, place, constant: false, name == "type"));
        }

        return builder;
    }

    public static Value Of(JsonNode? node) => node switch
    {
        null => Value.Null,
        JsonObject members => Value.Of(new ValueObject([.. members.Select(member => KeyValuePair.Create(member.Key, Of(member.Value)))])),
        JsonArray items => Value.Of([.. items.Select(Of)]),
        JsonValue scalar when scalar.TryGetValue<bool>(out var truth) => Value.Of(truth),
        JsonValue scalar when scalar.TryGetValue<long>(out var whole) => Value.Of(whole),
        JsonValue scalar when scalar.TryGetValue<decimal>(out var number) => Value.Of(number),
        _ => Value.Of((string)node!),
    };

    private static ShapeNode Node(ShapeBuilder builder, JsonNode? node, Place place, bool constant, bool isType) => node switch
    {
        JsonObject members => new ShapeObject(
            [.. members.Select(member => new ShapeMember(member.Key, Node(builder, member.Value, place, constant, false), place))], place),
        JsonArray items => new ShapeList([.. items.Select(item => Node(builder, item, place, constant, false))], place),
        _ when constant || isType => new ShapeConstant(Of(node), place),
        _ => builder.NewSlot(Of(node), place),
    };
}

using System.Text.Json.Nodes;

namespace Loader.Cli.Reference;

/// <summary>The part of the mapping's schema that is about <c>tests:</c>.</summary>
internal static class TestsSchema
{
    public static JsonObject Tests() => new()
    {
        ["description"] = "The mapping's own tests: rows in, events or a reason out. loader test runs them.",
        ["type"] = "array",
        ["items"] = new JsonObject { ["anyOf"] = new JsonArray(Test(), Table(), Defaults()) },
    };

    private static JsonObject Test()
    {
        var parts = Setting();
        parts.Insert(0, "name", Described("What the test is about.", "string"));
        parts.Insert(
            2,
            "rows",
            new JsonObject
            {
                ["description"] = "The rows of groups.",
                ["type"] = "array",
                ["minItems"] = 1,
                ["items"] = new JsonObject { ["type"] = "object" },
            });
        parts["expect"] = Events("The event, or a list of all events; they may have further fields.");
        parts["exactly"] = Events("The event, or a list of all events, without further fields.");
        parts["skipped"] = Described("The reason under which the row is left out.", "string");
        parts["rejected"] = Described("The reject rule that the row breaks.", "string");
        parts["failed"] = Described("The code of the row's failure, or a part of its message.", "string");
        return Object(parts);
    }

    private static JsonObject Table()
    {
        var parts = Setting();
        parts.Insert(
            0,
            "cases",
            Described("A CSV file with a test in each line: columns of the source, name, expect.FIELD, skipped, rejected, failed, now.", "string"));
        return Object(parts, "cases");
    }

    private static JsonObject Defaults()
    {
        var setting = Object(Setting());
        setting["description"] = "What holds for the tests below.";
        return Object(new() { ["defaults"] = setting }, "defaults");
    }

    private static JsonObject Setting() => new()
    {
        ["row"] = Described("Columns and their cells; what is not named is null.", "object"),
        ["tables"] = new JsonObject
        {
            ["description"] = "Look-up tables instead of the mapping's own, by name, and of files, by path: the rows that the file would have.",
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("object", "array"), ["items"] = new JsonObject { ["type"] = "object" } },
        },
        ["now"] = Described("The start of the run: 2026-03-01T10:00:00Z.", "string"),
        ["env"] = Described("Stands for the environment and for secrets.", "object"),
        ["contract"] = Described("false: the events need not pass the destination's contract.", "boolean"),
    };

    private static JsonObject Events(string description) =>
        new() { ["description"] = description, ["type"] = new JsonArray("object", "array"), ["items"] = new JsonObject { ["type"] = "object" } };

    private static JsonObject Object(JsonObject parts, params ReadOnlySpan<string> required)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = parts };
        if (required.Length > 0) schema["required"] = new JsonArray([.. required.ToArray().Select(name => (JsonNode)name)]);
        return schema;
    }

    private static JsonObject Described(string description, string type) => new() { ["description"] = description, ["type"] = type };
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loader.Mappings.Functions;
using Loader.Mappings.Rules;
using Loader.Options;
using Loader.Running.Preparing;
using Loader.Settings;

namespace Loader.Cli.Reference;

/// <summary>
/// The JSON Schema (draft 7, which editors' YAML extensions read) of a mapping, made of the catalogs: kinds and their settings are learned by asking
/// each kind to read an empty section.
/// </summary>
internal static class MappingSchema
{
    /// <summary>A value that the environment gives: whatever form the setting has, this may stand there.</summary>
    private const string Variable = @"\$\{";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static async Task<string> OfAsync(Catalogs catalogs, CancellationToken stop)
    {
        var from = new JsonObject();
        foreach (var kind in catalogs.Sources.Kinds)
        {
            var section = Section.Empty($"from.{kind.Name}");
            await kind.OpenAsync(section, stop);
            from[kind.Name] = Settings(kind.Summary, section.Described);
        }

        var to = new JsonObject();
        foreach (var kind in catalogs.Destinations.Kinds)
        {
            var section = Section.Empty($"to.{kind.Name}");
            kind.Configure(section);
            to[kind.Name] = Settings(kind.Summary, section.Described);
        }

        var send = Section.Empty("send");
        SendSettings.Read(send, null);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "A mapping of Loader",
            ["type"] = "object",
            ["required"] = new JsonArray("from", "to"),
            ["allOf"] = new JsonArray(OneNeeded("key", "group"), OneNeeded("event", "events")),
            ["additionalProperties"] = false,
            ["properties"] = Parts(from, to, Settings("How fast to send, how often to try, when to stop.", send.Described)),
            ["definitions"] = Definitions(),
        };
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject OneNeeded(params string[] parts) =>
        new() { ["anyOf"] = new JsonArray([.. parts.Select(part => new JsonObject { ["required"] = new JsonArray(part) })]) };

    private static JsonObject Parts(JsonObject from, JsonObject to, JsonObject send) => new()
    {
        ["mapping"] = Described("The load's name; without it the file's name.", "string"),
        ["from"] = OneOf("Where the rows come from: one kind of source with its settings.", from),
        ["tables"] = Map(
            "Look-up tables: below each name keys and plain values, or keys and rows with columns. Read with lookup(\"name\", key).",
            new() { ["type"] = "object" }),
        ["columns"] = Map("The types of text columns, without '=': decimal, time(\"yyyy-MM-dd\", \"Europe/Rome\").", Ref("column")),
        ["let"] = Map("Values that are computed once for each row and used under their names.", Ref("field")),
        ["key"] = Computed("What makes a row itself: event ids, resends and resuming hang on it."),
        ["group"] = new JsonObject
        {
            ["description"] = "Neighbouring rows with one key become one event.",
            ["anyOf"] = new JsonArray(
                Ref("computed"),
                new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray("by"),
                    ["additionalProperties"] = false,
                    ["properties"] = new JsonObject
                    {
                        ["by"] = Computed("What the rows have in common."),
                        ["max_rows"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = GroupRule.LargestMaxRows },
                    },
                }),
        },
        ["skip"] = Conditions("Rows that are left out on purpose, each rule under the name that the report counts."),
        ["reject"] = Conditions("Rows that must not happen: they count as failed, under the rule's name."),
        ["event"] = new JsonObject { ["description"] = "What an event looks like.", ["type"] = "object", ["additionalProperties"] = Ref("field") },
        ["events"] = new JsonObject { ["description"] = "Several events of one row.", ["type"] = "array", ["minItems"] = 1, ["items"] = Event() },
        ["nulls"] = Choice("Whether fields without a value are sent as null.", "keep", "omit"),
        ["to"] = OneOf("Where the events go: one kind of destination with its settings.", to),
        ["send"] = send,
        ["uncertain"] = Choice("What becomes of a row whose answer was lost.", "resend", "hold"),
        ["tests"] = TestsSchema.Tests(),
    };

    private static JsonObject Definitions() => new()
    {
        ["computed"] = new JsonObject { ["description"] = "An expression: it begins with '='. " + Functions(), ["type"] = "string", ["pattern"] = "^=" },
        ["conversion"] = new JsonObject { ["description"] = "A function of the cell, without '='. " + Functions(), ["type"] = "string", ["pattern"] = "^[^=]" },
        ["column"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                Ref("conversion"),
                new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["minProperties"] = 1,
                    ["properties"] = new JsonObject
                    {
                        ["type"] = Ref("conversion"),
                        ["default"] = new JsonObject { ["type"] = Types("string", "number", "boolean") },
                    },
                }),
        },
        ["field"] = new JsonObject { ["description"] = "A plain value, or an expression that begins with '='. " + Functions() },
    };

    private static JsonObject Event() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("event"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["name"] = Described("What the event's id hangs on besides the key.", "string"),
            ["when"] = Computed("For which rows there is such an event."),
            ["each"] = new JsonObject { ["description"] = "A list, or rows: one event for each element.", ["type"] = "string", ["pattern"] = "^(=|rows$)" },
            ["event"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Ref("field") },
        },
    };

    private static string Functions() =>
        "Functions: " + string.Join(", ", FunctionCatalog.All.Select(entry => entry.Name).Order(StringComparer.Ordinal)) + ".";

    private static JsonObject OneOf(string description, JsonObject kinds) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["minProperties"] = 1,
        ["maxProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = kinds,
    };

    private static JsonObject Conditions(string description) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[a-z0-9_]+$" },
        ["additionalProperties"] = Ref("computed"),
    };

    private static JsonObject Map(string description, JsonObject values) =>
        new() { ["description"] = description, ["type"] = "object", ["additionalProperties"] = values };

    private static JsonObject Described(string description, string type) => new() { ["description"] = description, ["type"] = type };

    private static JsonObject Computed(string description) => new() { ["description"] = description, ["anyOf"] = new JsonArray(Ref("computed")) };

    private static JsonObject Choice(string description, params string[] words) => new() { ["description"] = description, ["enum"] = Types(words) };

    private static JsonObject Ref(string definition) => new() { ["$ref"] = "#/definitions/" + definition };

    private static JsonArray Types(params IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];

    private static JsonObject Settings(string description, IReadOnlyList<OptionDescription> options)
    {
        var settings = new JsonObject();
        foreach (var option in options.DistinctBy(option => option.Name, StringComparer.Ordinal).Where(option => !IsInner(option)))
        {
            // The settings of a section within this one come as auth.basic.user.
            var inner = options.Where(other => other.Name.StartsWith(option.Name + ".", StringComparison.Ordinal))
                .Select(other => other with { Name = other.Name[(option.Name.Length + 1)..] })
                .ToList();
            settings[option.Name] = inner.Count == 0 ? Setting(option) : Settings(option.Help, inner);
        }

        // The command line may give these two: --from and --to-endpoint.
        var required = options.Where(option => option.Required
            && !IsInner(option)
            && option.Name is not ("path" or "endpoint")).Select(option => option.Name).Distinct(StringComparer.Ordinal).ToList();
        var section = new JsonObject { ["description"] = description, ["type"] = required.Count > 0 ? "object" : Types("object", "null") };
        if (required.Count > 0) section["required"] = Types(required);
        section["additionalProperties"] = false;
        section["properties"] = settings;
        return section;
    }

    private static bool IsInner(OptionDescription option) => option.Name.Contains('.', StringComparison.Ordinal);

    private static JsonObject Setting(OptionDescription option)
    {
        var schema = new JsonObject { ["description"] = option.Help + (option.Default is null ? "" : $" Default: {option.Default}") };
        var form = option.Form;
        var words = form.Split(" | ");
        if (form == "true | false") schema["anyOf"] = OrVariable(new() { ["type"] = Types("boolean", "null") });
        else if (form is "text" or "${NAME}") schema["type"] = Types("string", "number", "boolean", "null");
        else if (form == "[text, …]") schema["type"] = Types("array", "string", "number", "boolean", "null");
        else if (Bounds(form) is var (least, most))
            schema["anyOf"] = OrVariable(new() { ["type"] = Types("integer", "null"), ["minimum"] = least, ["maximum"] = most });
        else if (words.Length > 1 && words.All(IsWord) && option.Default is not null) schema["anyOf"] = OrVariable(new() { ["enum"] = Words(words) });
        return schema;
    }

    /// <summary>Words of a choice as YAML reads them: 2026 without quotes is a number, true is no text, and nothing at all counts as not given.</summary>
    private static JsonArray Words(IEnumerable<string> words)
    {
        var values = new JsonArray();
        foreach (var word in words)
        {
            values.Add(word);
            if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) values.Add(number);
            if (bool.TryParse(word, out var truth)) values.Add(truth);
        }

        values.Add(null);
        return values;
    }

    /// <summary>Whether it is a word that may stand there, and not an example such as 30s or 500 KB.</summary>
    private static bool IsWord(string word) =>
        word.Length > 0
            && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            && !(char.IsAsciiDigit(word[0]) && char.IsAsciiLetter(word[^1]));

    private static (long Least, long Most)? Bounds(string form) =>
        form.Split("..") is [var least, var most] && long.TryParse(least, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var low)
            && long.TryParse(most, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var high)
            ? (low, high)
            : null;

    private static JsonArray OrVariable(JsonObject schema) => [schema, new JsonObject { ["type"] = "string", ["pattern"] = Variable }];
}

using System.Globalization;
using System.Text.Json;

namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>
/// Reads a JSON Schema of draft 4, as Iglu has them, with <c>const</c> of the later ones. Words that draft 4 does not have are left out, as the pipeline
/// leaves them out, and noted: nobody should believe that they are checked.
/// </summary>
internal sealed class SchemaReader
{
    private const int Deepest = 60;

    /// <summary>Words that say something about the schema and nothing about values.</summary>
    private static readonly string[] Annotations =
    [
        "$schema", "$id", "id", "self", "title", "description", "default", "examples", "$comment", "$supersedes", "$supersededBy", "definitions", "$defs", "media",
    ];

    private readonly JsonElement root;
    private readonly Dictionary<string, SchemaNode> referred = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];
    private readonly List<string> unknownWords = [];

    private SchemaReader(JsonElement root) => this.root = root;

    /// <param name="root">The whole file; it has to outlive the node.</param>
    /// <param name="problems">Why it cannot be used; empty when it can.</param>
    /// <param name="notChecked">Its words that nobody checks.</param>
    public static SchemaNode Read(JsonElement root, out IReadOnlyList<string> problems, out IReadOnlyList<string> notChecked)
    {
        var reader = new SchemaReader(root);
        var node = new SchemaNode();
        reader.referred["#"] = node;
        reader.Fill(node, root, 0);
        (problems, notChecked) = (reader.problems, reader.unknownWords);
        return node;
    }

    /// <summary>A part of the schema.</summary>
    internal SchemaNode Part(JsonElement schema, int depth)
    {
        var node = new SchemaNode();
        Fill(node, schema, depth);
        return node;
    }

    private void Wrong(string problem) => problems.Add(problem);

    private void Fill(SchemaNode node, JsonElement schema, int depth)
    {
        if (depth > Deepest)
        {
            Wrong("it is nested too deeply");
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            Wrong($"a schema is an object, and here is {JsonWords.Of(schema)}");
            return;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            var target = Referred(reference, depth);
            if (target is not null) node.Add(target.Check); // beside a $ref nothing else counts (draft 4)
            return;
        }

        foreach (var word in schema.EnumerateObject().Where(word => !Annotations.Contains(word.Name)))
        {
            try
            {
                if (ValueRules.Of(word, schema) is { } rule) node.Add(rule);
                else if (PartRules.Of(word, schema, this, depth + 1) is { } partly) node.Add(partly);
                else if (!ValueRules.GoesWithAnother(word.Name)) unknownWords.Add(word.Name);
            }
            catch (Exception misused) when (misused is InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
            {
                Wrong($"'{word.Name}' cannot be read: {misused.Message}");
            }
        }
    }

    private SchemaNode? Referred(JsonElement reference, int depth)
    {
        var pointer = reference.ValueKind == JsonValueKind.String ? reference.GetString()! : "";
        if (referred.TryGetValue(pointer, out var known)) return known;
        if (!pointer.StartsWith("#/", StringComparison.Ordinal) || Find(pointer[2..]) is not { } target)
        {
            Wrong($"$ref '{pointer}' does not lead to a part of the same file");
            return null;
        }

        var node = referred[pointer] = new SchemaNode();
        Fill(node, target, depth + 1);
        return node;
    }

    private JsonElement? Find(string path)
    {
        var at = root;
        foreach (var name in path.Split('/').Select(Unescaped))
        {
            var isPlace = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place);
            if (at.ValueKind == JsonValueKind.Array && isPlace && place < at.GetArrayLength()) at = at[place];
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        }

        return at;
    }

    private static string Unescaped(string part) =>
        Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}

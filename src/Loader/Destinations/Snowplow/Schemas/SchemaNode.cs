using System.Text.Json;

namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>One schema or part of one, compiled: its rules in the order of the file. Shared between threads once it is read.</summary>
internal sealed class SchemaNode
{
    private readonly List<Func<JsonElement, SchemaFault?>> rules = [];

    public void Add(Func<JsonElement, SchemaFault?> rule) => rules.Add(rule);

    /// <summary>The first fault, or null when the value fits.</summary>
    public SchemaFault? Check(JsonElement value)
    {
        foreach (var rule in rules)
        {
            if (rule(value) is { } fault) return fault;
        }

        return null;
    }

    public bool Fits(JsonElement value) => Check(value) is null;
}

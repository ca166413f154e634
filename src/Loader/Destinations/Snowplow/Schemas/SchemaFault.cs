namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>The first thing that a schema has against a value.</summary>
/// <param name="Pointer">Where in the data, as a JSON pointer (RFC 6901); empty: the data itself.</param>
/// <param name="What">What is wrong there. Never the value itself.</param>
internal sealed record SchemaFault(string Pointer, string What)
{
    /// <summary>The same, seen from around it.</summary>
    public SchemaFault Under(string name) =>
        this with { Pointer = "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) + Pointer };

    public SchemaFault Under(int index) => this with { Pointer = FormattableString.Invariant($"/{index}{Pointer}") };
}

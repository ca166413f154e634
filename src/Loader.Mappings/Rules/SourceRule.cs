using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Where the rows of a mapping come from, apart from the rest of it.</summary>
/// <param name="Mapping">The mapping's name.</param>
/// <param name="From">The kind of source and its settings.</param>
/// <param name="Text">The lines of <c>from:</c> as they are written, comments and all; null where it does not begin a line.</param>
public sealed record SourceRule(string Mapping, YamlEntry From, string? Text);

using Loader.Mappings.Findings;

namespace Loader.Mappings.Yaml;

/// <summary>A part of a YAML document with the place where it stands. Closed: scalar, list, map.</summary>
public abstract record YamlNode(Place Place)
{
    /// <summary>What it is, for messages: "a text", "a list", "a map".</summary>
    public abstract string Noun { get; }
}

/// <summary>A single value, as it is written: YAML's own guesses at types are not applied here.</summary>
/// <param name="Text">The text with quotes and escapes resolved.</param>
/// <param name="Quoted">Whether it was quoted or a block: then it is text and nothing else.</param>
/// <param name="Place">Where the text's first character stands (after the quote).</param>
public sealed record YamlScalar(string Text, bool Quoted, Place Place) : YamlNode(Place)
{
    public override string Noun => "a text";

    /// <summary>Whether it says "no value": empty, <c>~</c> or <c>null</c>, unquoted.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Where characters of the text stand in the file.</summary>
    public TextOrigin Origin { get; init; } = new(Place);

    /// <summary>Whether a comment follows on the same line: a '#' that was meant as part of the text would look like that.</summary>
    public bool CutByComment { get; init; }

    /// <summary>Whether a comma follows: between braces or brackets it ends a value that is not quoted, also within parentheses.</summary>
    public bool CutByComma { get; init; }
}

public sealed record YamlList(IReadOnlyList<YamlNode> Items, Place Place) : YamlNode(Place)
{
    public override string Noun => "a list";
}

/// <summary>Names and values in the order of the file. Names are unique: a repeated one is a finding of the reader.</summary>
public sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, Place Place) : YamlNode(Place)
{
    public override string Noun => "a map";

    public YamlEntry? Find(string name) => Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));
}

/// <summary>One name with its value; <paramref name="Place"/> is the name's.</summary>
public sealed record YamlEntry(string Name, YamlNode Value, Place Place);

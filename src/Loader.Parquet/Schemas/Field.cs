using System.Text;

namespace Loader.Parquet.Schemas;

/// <summary>
/// A field of a schema as people think of it: the wrapper levels that Parquet needs for lists and maps do not show.
/// </summary>
public sealed class Field
{
    internal Field()
    {
    }

    /// <summary>Name within the parent. May contain dots, be empty, or differ from a neighbour's in case only.</summary>
    public required string Name { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary>Whether the value, or the whole struct, list or map, may be null.</summary>
    public required bool IsNullable { get; init; }

    /// <summary>Type of a <see cref="FieldKind.Value"/>; null for the others.</summary>
    public ColumnType? Type { get; init; }

    /// <summary>Struct: the members. List: the element. Map: the key, and the value if there is one.</summary>
    public IReadOnlyList<Field> Children { get; internal init; } = [];

    /// <summary>Name of the annotation on a group that is neither list nor map, for example VARIANT; null without one.</summary>
    public string? Annotation { get; init; }

    /// <summary>Definition level from which on the field is not null.</summary>
    internal int DefinitionLevel { get; init; }

    /// <summary>Definition level from which on there is a place for the field: the innermost list around it has an element.</summary>
    internal int PlaceDefinition { get; init; }

    /// <summary>Number of lists around the field; a repetition level up to it begins a new place.</summary>
    internal int PlaceRepetition { get; init; }

    /// <summary>The leaf columns below (or the column itself): from this index on...</summary>
    internal int FirstLeaf { get; init; }

    /// <summary>...that many.</summary>
    internal int LeafCount { get; init; }

    /// <summary>The field with the children given.</summary>
    internal Field With(IReadOnlyList<Field> children) => new()
    {
        Name = Name,
        Kind = Kind,
        IsNullable = IsNullable,
        Type = Type,
        Children = children,
        Annotation = Annotation,
        DefinitionLevel = DefinitionLevel,
        PlaceDefinition = PlaceDefinition,
        PlaceRepetition = PlaceRepetition,
        FirstLeaf = FirstLeaf,
        LeafCount = LeafCount,
    };

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    internal void Write(StringBuilder text)
    {
        text.Append(Name).Append(": ").Append(Kind == FieldKind.Value ? Type!.ToString() : Kind.ToString().ToLowerInvariant());
        if (IsNullable) text.Append('?');
        if (Children.Count == 0) return;
        text.Append(" { ");
        for (var i = 0; i < Children.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Children[i].Write(text);
        }

        text.Append(" }");
    }
}

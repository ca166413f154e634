using System.Runtime.InteropServices;
using Loader.Parquet.Metadata;

namespace Loader.Parquet.Schemas;

/// <summary>
/// Makes fields of the schema tree: recognises lists and maps in all the forms that have been written (LogicalTypes.md, "Nested
/// Types" with its rules for older files) and works out the levels of every field.
/// </summary>
internal sealed class SchemaBuilder(bool bytesAreText)
{
    private readonly List<Leaf> leaves = [];
    private readonly List<string> path = [];

    public static Schema Build(IReadOnlyList<SchemaElement> elements, ParquetOptions options)
    {
        var root = SchemaNode.Tree(elements, options.Limits.SchemaDepth);
        var builder = new SchemaBuilder(options.BytesAreText);
        var fields = root.Children.Select(child => builder.Field(child, default)).ToArray();
        return new Schema(fields, builder.leaves);
    }

    private Field Field(SchemaNode node, Levels around)
    {
        path.Add(node.Element.Name);
        var field = node.Repetition switch
        {
            Repetition.Optional => Content(node, isNullable: true, around.Optional()),
            Repetition.Required => Content(node, isNullable: false, around),

            // Outside of LIST and MAP a repeated element is a list of just that element, never null, at most empty.
            _ => Sequence(node, FieldKind.List, isNullable: false, around, inner => [Content(node, isNullable: false, inner)]),
        };
        path.RemoveAt(path.Count - 1);
        return field;
    }

    private Field Content(SchemaNode node, bool isNullable, Levels levels)
    {
        if (!node.IsGroup) return Value(node, isNullable, levels);
        if (IsMap(node)) return Map(node, isNullable, levels);
        if (IsList(node)) return List(node, isNullable, levels);

        var first = leaves.Count;
        var members = node.Children.Select(child => Field(child, levels)).ToArray();
        return Made(node, FieldKind.Struct, isNullable, levels, first, members);
    }

    private Field Value(SchemaNode node, bool isNullable, Levels levels)
    {
        var type = ColumnTypes.Of(node.Element, bytesAreText);
        leaves.Add(new Leaf(leaves.Count, [.. path], type, levels.Definition, levels.Repetition, levels.PlaceDefinition));
        return Made(node, FieldKind.Value, isNullable, levels, leaves.Count - 1, [], type);
    }

    private Field List(SchemaNode node, bool isNullable, Levels levels)
    {
        var repeated = node.Children[0];
        path.Add(repeated.Element.Name);
        var list = Sequence(node, FieldKind.List, isNullable, levels, inner =>
            [ElementIsTheRepeated(node, repeated) ? Content(repeated, isNullable: false, inner) : Field(repeated.Children[0], inner)]);
        path.RemoveAt(path.Count - 1);
        return list;
    }

    private Field Map(SchemaNode node, bool isNullable, Levels levels)
    {
        var repeated = node.Children[0];
        path.Add(repeated.Element.Name);
        var map = Sequence(node, FieldKind.Map, isNullable, levels, inner =>
            [.. repeated.Children.Select(child => Field(child, inner))]);
        path.RemoveAt(path.Count - 1);
        return map;
    }

    private Field Sequence(
        SchemaNode node, FieldKind kind, bool isNullable, Levels levels, Func<Levels, Field[]> children)
    {
        var first = leaves.Count;
        return Made(node, kind, isNullable, levels, first, children(levels.Repeated()));
    }

    private Field Made(
        SchemaNode node, FieldKind kind, bool isNullable, Levels levels, int firstLeaf, Field[] children, ColumnType? type = null) => new()
        {
            Name = node.Element.Name,
            Kind = kind,
            IsNullable = isNullable,
            Type = type,
            Children = children,
            Annotation = kind == FieldKind.Struct && node.Element.Logical?.Id == LogicalAnnotation.Variant ? "VARIANT" : null,
            DefinitionLevel = levels.Definition,
            PlaceDefinition = levels.PlaceDefinition,
            PlaceRepetition = levels.Repetition,
            FirstLeaf = firstLeaf,
            LeafCount = leaves.Count - firstLeaf,
        };

    private static bool IsList(SchemaNode node) =>
        (node.Element.Logical is { } logical ? logical.Id == LogicalAnnotation.List : node.Element.Converted == ConvertedType.List)
        && node.Children is [{ Repetition: Repetition.Repeated }];

    // MAP_KEY_VALUE belongs on the inner group; some writers put it on the outer one, in place of MAP.
    private static bool IsMap(SchemaNode node) =>
        (node.Element.Logical is { } logical
            ? logical.Id == LogicalAnnotation.Map
            : node.Element.Converted is ConvertedType.Map or ConvertedType.MapKeyValue)
        && node.Children is [{ Repetition: Repetition.Repeated, Children.Count: 1 or 2 }];

    // The rules for older files, in the order of the specification; where none holds, the repeated group is a mere wrapper.
    private static bool ElementIsTheRepeated(SchemaNode list, SchemaNode repeated) =>
        !repeated.IsGroup
        || repeated.Children.Count > 1
        || repeated.Children[0].Repetition == Repetition.Repeated
        || repeated.Element.Name == "array"
        || repeated.Element.Name == list.Element.Name + "_tuple";

    /// <summary>Levels on the way down the tree.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Levels(int Definition, int Repetition, int PlaceDefinition)
    {
        public Levels Optional() => this with { Definition = Definition + 1 };

        public Levels Repeated() => new(Definition + 1, Repetition + 1, Definition + 1);
    }
}

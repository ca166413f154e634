using Loader.Parquet.Columns;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Assembly;

/// <summary>
/// Puts the leaves of some rows together to fields: structs and lists get their shape from the levels of the first leaf below
/// them, and all other leaves are held against it.
/// </summary>
/// <param name="schema">The fields to make, of chosen leaves only.</param>
/// <param name="cursors">One per leaf of the file; null for those that were not chosen.</param>
internal sealed class RowAssembler(Schema schema, IReadOnlyList<LeafCursor?> cursors)
{
    /// <summary>The rows that all cursors have taken last.</summary>
    public ColumnVector[] Assemble(int rows)
    {
        var columns = new ColumnVector[schema.Fields.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = Build(schema.Fields[i], rows);
        return columns;
    }

    private ColumnVector Build(Field field, int rows)
    {
        if (field.Kind == FieldKind.Value) return cursors[field.FirstLeaf]!.TakenValues(field);

        var shape = ShapeOf(field, rows);
        var parts = new ColumnVector[field.Children.Count];
        for (var i = 0; i < parts.Length; i++) parts[i] = Build(field.Children[i], rows);
        return field.Kind == FieldKind.Struct
            ? new StructVector(field, parts, shape.Count, shape.Nulls)
            : new ListVector(field, parts, shape.Offsets!, shape.Count, shape.Nulls);
    }

    private Shape ShapeOf(Field field, int rows)
    {
        Shape? shape = null;
        LeafCursor? first = null;
        for (var i = field.FirstLeaf; i < field.FirstLeaf + field.LeafCount; i++)
        {
            if (cursors[i] is not { } cursor) continue;
            var own = Shape.Of(field, cursor.Taken, rows);
            if (shape is null) (shape, first) = (own, cursor);
            else if (!shape.Agrees(own))
            {
                throw ParquetException.Damaged(
                    $"{first!.Leaf.Name} and {cursor.Leaf.Name} disagree on where {field.Name} is null or how many elements it has");
            }
        }

        return shape!;
    }
}

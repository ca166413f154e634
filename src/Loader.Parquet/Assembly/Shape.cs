using Loader.Parquet.Schemas;

namespace Loader.Parquet.Assembly;

/// <summary>
/// Where a struct or list is null, and how long its lists are, as one of its leaves tells it. All leaves below a field must tell the same:
/// otherwise the values of one column would stand beside those of another row.
/// </summary>
internal sealed class Shape
{
    private Shape(int count, bool[]? nulls, int[]? offsets)
    {
        Count = count;
        Nulls = nulls;
        Offsets = offsets;
    }

    /// <summary>Places of the field.</summary>
    public int Count { get; }

    public bool[]? Nulls { get; }

    /// <summary>Lists and maps: where the elements of each place begin, and at the end how many there are.</summary>
    public int[]? Offsets { get; }

    /// <param name="field">The struct, list or map.</param>
    /// <param name="leaf">Levels of a leaf below it.</param>
    /// <param name="rows">Rows, which is the number of entries where the leaf has no levels.</param>
    public static Shape Of(Field field, LeafSlice leaf, int rows)
    {
        var isList = field.Kind is FieldKind.List or FieldKind.Map;
        var count = leaf.Definition.IsEmpty ? rows : 0;
        for (var i = 0; i < leaf.Definition.Length; i++)
        {
            if (IsPlace(field, leaf, i)) count++;
        }

        var nulls = field.IsNullable && !leaf.Definition.IsEmpty ? new bool[count] : null;
        var offsets = isList ? new int[count + 1] : null;
        int place = -1, elements = 0;
        for (var i = 0; i < leaf.Definition.Length; i++)
        {
            if (IsPlace(field, leaf, i))
            {
                place++;
                if (nulls is not null) nulls[place] = leaf.Definition[i] < field.DefinitionLevel;
                if (offsets is not null) offsets[place] = elements;
            }

            if (isList && leaf.Definition[i] > field.DefinitionLevel && leaf.Repetition[i] <= field.PlaceRepetition + 1) elements++;
        }

        if (offsets is not null) offsets[count] = elements;
        return new Shape(count, nulls is not null && nulls.AsSpan().Contains(true) ? nulls : null, offsets);
    }

    public bool Agrees(Shape other) =>
        Count == other.Count
        && Nulls.AsSpan().SequenceEqual(other.Nulls)
        && Offsets.AsSpan().SequenceEqual(other.Offsets);

    private static bool IsPlace(Field field, LeafSlice leaf, int entry) =>
        leaf.Definition[entry] >= field.PlaceDefinition
        && (leaf.Repetition.IsEmpty || leaf.Repetition[entry] <= field.PlaceRepetition);
}

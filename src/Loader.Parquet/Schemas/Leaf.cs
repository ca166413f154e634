namespace Loader.Parquet.Schemas;

/// <summary>A leaf column: what column chunks exist of.</summary>
/// <param name="Index">Place among the leaves, which is the place of its chunk in every row group.</param>
/// <param name="Path">Names from the root's child down, with the wrapper levels of lists and maps.</param>
/// <param name="Type">Type of the values.</param>
/// <param name="MaxDefinition">Number of optional and repeated elements on the path.</param>
/// <param name="MaxRepetition">Number of repeated elements on the path.</param>
/// <param name="PlaceDefinition">Definition level from which on there is a place for a value (which may be null).</param>
internal sealed record Leaf(
    int Index, IReadOnlyList<string> Path, ColumnType Type, int MaxDefinition, int MaxRepetition, int PlaceDefinition)
{
    public string Name { get; } = string.Join('.', Path);
}

namespace Loader.Parquet.Assembly;

/// <summary>Levels of some complete rows of a leaf, one pair per entry.</summary>
internal readonly ref struct LeafSlice
{
    /// <summary>Empty where the column has no lists around it: every entry is a row.</summary>
    public required ReadOnlySpan<byte> Repetition { get; init; }

    /// <summary>Empty where nothing on the way to the column can be missing.</summary>
    public required ReadOnlySpan<byte> Definition { get; init; }
}

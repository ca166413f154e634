namespace Loader.Books;

/// <summary>A load of rows that were rejected here, from their file and into books of its own.</summary>
/// <param name="File">The rejected file's name.</param>
/// <param name="Books">The folder of the other books.</param>
/// <param name="At">When the run began.</param>
internal sealed record CorrectedLoad(string File, string Books, DateTimeOffset At)
{
    /// <summary>The numbers that its rows have here; null where that is not on record: then it may be any.</summary>
    public RowRanges? Rows { get; init; }
}

using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery;

/// <summary>One way to the rows of a <see cref="RowsWanted"/>, opened. Reading may begin more than once, one reading after the other.</summary>
internal interface IRowReader : IAsyncDisposable
{
    /// <summary>
    /// What gives each row its number, as a text that is kept beside the books: <c>rest</c>, or the session and its streams. A later run of the load
    /// opens the same numbering again, or is refused: row 7 must be row 7.
    /// </summary>
    string Numbering { get; }

    /// <summary>Why this way, for the report: what was not permitted, what was too small to be worth another; null when there is nothing to say.</summary>
    string? Note { get; }

    /// <summary>The rows from a number on (1 is the first), in chunks of at least one row.</summary>
    /// <param name="firstRow">Rows before it are not given.</param>
    /// <param name="columns">
    /// The columns that will be asked for, by index in <see cref="RowsWanted.Fields"/>. All are read where a rejected row has to be written whole.
    /// </param>
    /// <param name="stop">Ends the sequence by <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="SourceException">They cannot be read any further; every row before was given.</exception>
    IAsyncEnumerable<TypedChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, CancellationToken stop);
}

namespace Loader.Sources.BigQuery;

/// <summary>Opens one way to rows: REST, or the Storage Read API.</summary>
internal interface IRowReaders
{
    /// <summary>The way, or why it cannot be taken here (not permitted, too few rows, no such endpoint), so that another one is.</summary>
    /// <exception cref="SourceException">Nor can any other: the rows that an earlier run numbered are gone, or there are no credentials.</exception>
    ValueTask<(IRowReader? Reader, string? Reason)> OpenAsync(RowsWanted wanted, CancellationToken stop);
}

using Loader.Mappings.Rows;

namespace Loader.Sources;

/// <summary>Rows from one place: a file, or what a query gave. Opened, its columns known.</summary>
public interface ISource : IAsyncDisposable
{
    /// <summary>The place as the mapping names it: a path, <c>-</c> for standard input.</summary>
    string Name { get; }

    Schema Schema { get; }

    /// <summary>Its size, for progress; null when it cannot be known.</summary>
    long? Bytes { get; }

    /// <summary>What tells this content from another under the same name: size, first and last block. Stable while nothing changes.</summary>
    string Fingerprint { get; }

    /// <summary>Whether it was seen to have no rows when it was opened; false where that is known only when it has been read.</summary>
    bool IsEmpty => false;

    /// <summary>Whether the content comes once: then no later run can tell that it gets the same rows, and none continues this one.</summary>
    bool ComesOnce => false;

    /// <summary>Whether it is a rejected file, whose rows say of themselves where they come from (<see cref="RowChunk.RejectedAs"/>).</summary>
    bool IsRejected => false;

    /// <summary>How rejected rows are written so that they load again with the same mapping.</summary>
    RejectedLayout Rejected { get; }

    /// <summary>
    /// The same when only some columns are read, where the rejected file has no others then: a column that was not read must not look as if it were empty.
    /// </summary>
    RejectedLayout RejectedOf(IReadOnlyList<int> columns) => Rejected;

    /// <summary>The files it consists of whose first row is known by now, in order; empty for a source that is one thing.</summary>
    IReadOnlyList<SourcePart> Parts => [];

    /// <summary>What was found out of its content because no setting says it; empty where settings or types say all.</summary>
    IReadOnlyList<Detection> Detected => [];

    /// <summary>How much of the content has been read in this run; null where bytes do not tell it (the rows of a query).</summary>
    ContentMark? Read => null;

    /// <summary>
    /// Whether the content still begins with what an earlier run read. Reads those bytes again; asked before anything leaves. A source without
    /// <see cref="Read"/> says yes, since its <see cref="Fingerprint"/> tells all there is to tell.
    /// </summary>
    ValueTask<bool> BeginsWithAsync(ContentMark mark, CancellationToken stop) => ValueTask.FromResult(true);

    /// <summary>What happened to the place since it was opened (replaced, cut short, written to), in words; null when nothing can be noticed.</summary>
    string? Changed() => null;

    /// <summary>
    /// The rows from number <paramref name="firstRow"/> (1 is the first) to the end, in chunks. The reader owns each chunk it is
    /// given and disposes it; reading goes on while older chunks are still held.
    /// </summary>
    /// <param name="firstRow">Rows before it are passed over without being parsed more than needed.</param>
    /// <param name="columns">The columns that will be asked for, by index; others may be left unread.</param>
    /// <param name="stop">Ends the sequence within one chunk by <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="SourceException">The place cannot be read any further.</exception>
    IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, CancellationToken stop);
}

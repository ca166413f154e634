using System.Buffers;
using Loader.Mappings.Findings;

namespace Loader.Mappings.Rows;

/// <summary>
/// Some consecutive rows of a source, with the buffer their cells lie in. Rows go through the program in chunks, never
/// singly. Whoever is done with a chunk disposes it; its values are void from then on.
/// </summary>
public abstract class RowChunk : IDisposable
{
    /// <summary>The number of the first row; rows of a source are numbered from 1 without gaps.</summary>
    public long FirstRow { get; protected set; }

    public int Count { get; protected set; }

    /// <summary>How many bytes of the source are used up when this chunk has been read, for progress.</summary>
    public long BytesRead { get; protected set; }

    /// <summary>Which of several inputs the rows are from, as a person would name it; null where the source is one thing.</summary>
    public virtual string? Place => null;

    /// <summary>The line of the source on which a row begins, from 1; 0 where a source has no lines.</summary>
    public abstract long LineOf(int index);

    /// <summary>Why a row cannot be read (too few cells, broken quotes, bytes that are not text), or null when it can.</summary>
    public abstract Finding? ProblemOf(int index);

    /// <summary>
    /// Whether this is a rejected file that says of the row that its group's event was made without it (<see cref="RowCodes.GroupReturned"/>), and nobody
    /// has emptied that: by itself the row would become half an event under the id of the whole one.
    /// </summary>
    public virtual bool CameLate(int index) => false;

    /// <summary>What a rejected file says of a readable row; null where the source is none. It is looked for anew each time.</summary>
    public virtual RejectedRow? RejectedAs(int index) => null;

    /// <summary>
    /// The cells of a readable row, one per column of the schema. Text is a slice of the chunk's buffer, valid UTF-8. Columns that
    /// the source was not asked for may be left null.
    /// </summary>
    public abstract void Read(int index, Span<Value> cells);

    /// <summary>
    /// The row as the rejected file wants it, without a line end: cells in the source's own format, exactly as many as
    /// there are columns, so that further cells can be appended. UTF-8, also for an unreadable row as far as it goes.
    /// </summary>
    public abstract void WriteOriginal(int index, IBufferWriter<byte> output);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the buffers back.</summary>
    protected abstract void Release();
}

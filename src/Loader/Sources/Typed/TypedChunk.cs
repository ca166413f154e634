using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources.Typed;

/// <summary>Rows of a source that brings its own types, each cell a value already. Filled by one reader, then only read.</summary>
/// <param name="layout">How a row goes to the rejected file.</param>
/// <param name="columns">How many cells a row has.</param>
/// <param name="released">Takes the chunk back when nobody needs it any more, so that its memory serves for other rows.</param>
internal sealed class TypedChunk(RejectedCells layout, int columns, Action<TypedChunk>? released = null) : RowChunk
{
    private readonly List<long> lines = [];
    private Value[] cells = new Value[Math.Max(columns, 1) * 256];
    private Dictionary<int, Finding>? problems;
    private IDisposable? memory;
    private bool isHeld;

    /// <summary>Where the texts of the cells lie.</summary>
    public Scratch Texts { get; } = new();

    /// <summary>Makes it empty, for rows from that number on.</summary>
    public void Begin(long firstRow)
    {
        (FirstRow, Count, BytesRead) = (firstRow, 0, 0);
        lines.Clear();
        problems = null;
        isHeld = true;
        Texts.Reset();
    }

    /// <summary>
    /// Adds a row at a line of its place (0 where there are no lines) and gives its cells, all null, to be filled before the next row is added.
    /// </summary>
    public Span<Value> Add(long line)
    {
        if ((Count + 1) * columns > cells.Length) Array.Resize(ref cells, cells.Length * 2);
        lines.Add(line);
        var row = cells.AsSpan(Count * columns, columns);
        row.Clear();
        Count++;
        return row;
    }

    /// <summary>Adds a row that cannot be read, with what is known of its cells.</summary>
    public Span<Value> AddFaulty(long line, Finding problem)
    {
        (problems ??= []).Add(Count, problem);
        return Add(line);
    }

    /// <summary>Keeps memory that is not its own and that texts of its cells lie in, until the chunk is released.</summary>
    public void Keep(IDisposable borrowed) => memory = borrowed;

    /// <summary>Says which rows they are, where that was not known when they were read.</summary>
    public void Number(long firstRow) => FirstRow = firstRow;

    public void Complete(long bytesRead) => BytesRead = bytesRead;

    public override long LineOf(int index) => lines[index];

    public override Finding? ProblemOf(int index) => problems?.GetValueOrDefault(index);

    public override void Read(int index, Span<Value> row) => cells.AsSpan(index * columns, columns).CopyTo(row);

    public override void WriteOriginal(int index, IBufferWriter<byte> output) => layout.Write(cells.AsSpan(index * columns, columns), output);

    protected override void Release()
    {
        // A chunk that came back twice would be given to two readers.
        if (!isHeld) return;
        isHeld = false;
        memory?.Dispose();
        memory = null;
        released?.Invoke(this);
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using CsvHelper;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources.Csv;

/// <summary>
/// Rows over one buffer. Cells are places in it; only cells with doubled quotes are copied, to a second buffer. Once built it does not change, so
/// any thread may read it.
/// </summary>
internal sealed class CsvChunk : RowChunk
{
    private readonly CsvTable table;
    private readonly int[] columns;
    private readonly int[] places;
    private readonly long firstLine;
    private readonly Lock lines = new();
    private readonly bool hasOtherNulls;
    private byte[] text;
    private int textEnd;
    private byte[]? unquoted;
    private int unquotedEnd;
    private int[] starts;
    private int[] ends;

    // Offset in the high half, length in the low one. An offset below zero is the complement of one in the second buffer.
    private long[] cells;
    private int cellCount;
    private Dictionary<int, RowFault>? faults;
    private HashSet<int>? late;
    private long[]? lineOf;

    /// <param name="table">The file.</param>
    /// <param name="text">A pooled buffer whose first byte is a line break; the chunk gives it back.</param>
    /// <param name="columns">The columns whose cells are wanted.</param>
    /// <param name="firstRow">The number of the row that is added first.</param>
    /// <param name="firstLine">The line on which the buffer's second byte stands.</param>
    public CsvChunk(CsvTable table, byte[] text, int[] columns, long firstRow, long firstLine)
    {
        this.table = table;
        this.text = text;
        this.columns = columns;
        places = table.Order is { } order ? [.. columns.Select(column => order[column])] : columns;
        this.firstLine = firstLine;
        hasOtherNulls = !table.Options.Nulls.IsEmptyTextOnly;
        FirstRow = firstRow;
        starts = ArrayPool<int>.Shared.Rent(1024);
        ends = ArrayPool<int>.Shared.Rent(1024);
        cells = ArrayPool<long>.Shared.Rent(Math.Max(1, columns.Length) * 1024);
    }

    /// <summary>Adds the record the reader stands on. The reader was made over this chunk's buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(CsvReader reader, int start, int end)
    {
        var cells = AddRow(start, end);
        var (buffer, wanted) = (text, places);
        ref var first = ref MemoryMarshal.GetArrayDataReference(buffer);
        for (var i = 0; i < wanted.Length && i < cells.Length; i++)
        {
            var cell = reader.GetSpan(wanted[i]);
            var offset = Unsafe.ByteOffset(ref first, ref MemoryMarshal.GetReference(cell));
            if ((nuint)offset >= (nuint)buffer.Length) offset = cell.IsEmpty ? 0 : ~CopyUnquoted(cell);
            cells[i] = ((long)offset << 32) | (uint)cell.Length;
        }
    }

    /// <summary>Adds a row that cannot be read.</summary>
    public void AddFaulty(int start, int end, RowFault fault)
    {
        AddRow(start, end);
        Fault(Count - 1, fault);
    }

    /// <summary>The row that was added last stands in a rejected file because its group had been made into an event without it.</summary>
    public void LastCameLate() => (late ??= []).Add(Count - 1);

    /// <summary>Looks for bytes that no text holds, once for all rows, and says how much of the file is used up.</summary>
    public void Complete(int end, long bytesRead)
    {
        textEnd = end;
        BytesRead = bytesRead;
        var all = text.AsSpan(0, end);
        if (Utf8.IsValid(all) && !all.Contains((byte)0)) return;
        for (var i = 0; i < Count; i++)
        {
            var row = text.AsSpan(starts[i], ends[i] - starts[i]);
            if (faults?.ContainsKey(i) != true && (!Utf8.IsValid(row) || row.Contains((byte)0))) Fault(i, BadText(i));
        }
    }

    public override long LineOf(int index)
    {
        Debug.Assert((uint)index < (uint)Count);
        lock (lines) return (lineOf ??= CountLines())[index];
    }

    public override Finding? ProblemOf(int index) =>
        faults is not null && faults.TryGetValue(index, out var fault) ? new(fault.Code, table.At(LineOf(index)), fault.Message, fault.Hint) : null;

    public override bool CameLate(int index) => late?.Contains(index) == true;

    public override RejectedRow? RejectedAs(int index) => table.CodeColumn < 0 ? null : table.RejectedAs(CellsOf(index));

    /// <summary>The cells of the columns that were asked for. Others are not touched.</summary>
    public override void Read(int index, Span<Value> cells)
    {
        Debug.Assert((uint)index < (uint)Count && faults?.ContainsKey(index) != true);
        // A loop of locals and one branch: this is the innermost one of a load.
        var (wanted, plain, copied) = (columns, text, unquoted);
        ref var place = ref MemoryMarshal.GetReference(this.cells.AsSpan(index * wanted.Length, wanted.Length));
        for (var i = 0; i < wanted.Length; i++)
        {
            var at = Unsafe.Add(ref place, i);
            var offset = (int)(at >> 32);
            var sign = offset >> 31;
            cells[wanted[i]] = (int)at == 0 ? default : Value.OfUtf8(sign == 0 ? plain : copied!, offset ^ sign, (int)at);
        }

        if (hasOtherNulls) MarkNulls(wanted, cells);
    }

    public override void WriteOriginal(int index, IBufferWriter<byte> output)
    {
        if (faults?.ContainsKey(index) != true && table.IsWrittenAsItStands)
        {
            output.Write(text.AsSpan(starts[index], ends[index] - starts[index]));
            return;
        }

        var found = CellsOf(index);
        if (table.Order is { } order) found = [.. order.Select(place => place < found.Count ? found[place] : [])];
        CsvCells.Write(found, table.Kept, (table.First ?? table).Dialect, output);
    }

    protected override void Release()
    {
        if (text.Length == 0) return;
        ArrayPool<byte>.Shared.Return(text);
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<long>.Shared.Return(cells);
        if (unquoted is not null) ArrayPool<byte>.Shared.Return(unquoted);
        (text, starts, ends, cells, unquoted) = ([], [], [], [], null);
    }

    /// <summary>Adds a row; gives where the places of its cells go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<long> AddRow(int start, int end)
    {
        var index = Count;
        if (index == starts.Length || cellCount + columns.Length > cells.Length) Grow();
        starts[index] = start;
        ends[index] = end;
        Count = index + 1;
        var row = cells.AsSpan(cellCount, columns.Length);
        cellCount += columns.Length;
        return row;
    }

    /// <summary>For null texts other than the empty one alone, which <see cref="Read"/> supposes.</summary>
    private void MarkNulls(int[] wanted, Span<Value> cells)
    {
        var nulls = table.Options.Nulls;
        foreach (var column in wanted)
        {
            ref var cell = ref cells[column];
            if (cell.IsNull) cell = nulls.Contains([]) ? Value.Null : Value.OfUtf8([], 0, 0);
            else if (nulls.Contains(cell.Utf8)) cell = Value.Null;
        }
    }

    private int CopyUnquoted(ReadOnlySpan<byte> cell)
    {
        // What is left of the rows without their quotes is never longer than the rows.
        unquoted ??= ArrayPool<byte>.Shared.Rent(text.Length);
        cell.CopyTo(unquoted.AsSpan(unquotedEnd));
        unquotedEnd += cell.Length;
        return unquotedEnd - cell.Length;
    }

    private void Fault(int index, RowFault fault) => (faults ??= []).Add(index, fault);

    private RowFault BadText(int index)
    {
        var found = CellsOf(index);
        for (var i = 0; i < found.Count; i++)
        {
            if (!Utf8.IsValid(found[i])) return RowFault.BadBytes(table.NameOf(i), table.Encoding.Name);
            if (found[i].Contains((byte)0)) return RowFault.NulByte(table.NameOf(i));
        }

        throw new UnreachableException("A record holds a byte that none of its cells holds.");
    }

    /// <summary>The cells of a row as far as they can be told apart. The byte before a row is always a line break.</summary>
    private IReadOnlyList<byte[]> CellsOf(int index) =>
        RecordCells.First(text.AsMemory(starts[index] - 1, ends[index] - starts[index] + 1), table.Dialect)?.Cells ?? [];

    private long[] CountLines()
    {
        var counted = new long[Count];
        var (line, at) = (firstLine, 1);
        for (var i = 0; i < counted.Length; i++)
        {
            line += LineBreaks.Count(text.AsSpan(at, starts[i] - at));
            at = starts[i];
            counted[i] = line;
        }

        return counted;
    }

    private void Grow()
    {
        if (Count == starts.Length)
        {
            Double(ref starts);
            Double(ref ends);
        }

        while (cellCount + columns.Length > cells.Length) Double(ref cells);
    }

    private static void Double<T>(ref T[] array)
    {
        var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
        array.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}

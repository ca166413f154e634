using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using CsvHelper;
using Loader.Mappings.Rows;
using Loader.Sources.Bytes;

namespace Loader.Sources.Csv;

/// <summary>
/// Cuts the text of a file into chunks of rows. A piece of text is read behind the part of a record that the piece before left over;
/// CsvHelper cuts it; the records that are certainly complete become a chunk; the rest is left over again. One reading, one thread.
/// </summary>
internal sealed class RowReader : IAsyncDisposable
{
    private static readonly byte[] GroupReturned = Encoding.ASCII.GetBytes(RowCodes.GroupReturned.Id);
    private readonly CsvTable table;
    private readonly IInput file;
    private readonly TextInput input;
    private readonly int[] columns;
    private readonly CsvReaderOptions cutting;
    private readonly long firstRow;
    private readonly int anyLimit;

    // The text at hand lies from 1 to end; byte 0 is the line break every piece begins with (see CsvDialect).
    private byte[] buffer;
    private int room;
    private int end = 1;
    private long row = 1;
    private long line;
    private long bytesToDrop;
    private bool isOdd;
    private string? change;
    private bool changeIsKnown;
    private bool lastRowIsDistrusted;
    private bool finished;

    /// <param name="firstRow">The first row that is given; the ones before are passed over.</param>
    /// <param name="columns">The columns whose cells are wanted.</param>
    public RowReader(CsvTable table, IInput file, TextInput input, long firstRow, IReadOnlyList<int> columns)
    {
        this.table = table;
        this.file = file;
        this.input = input;
        this.columns = [.. columns];
        this.firstRow = firstRow;
        anyLimit = Math.Min(table.Options.MaxCell, table.Options.MaxRow);
        line = table.DataLine;
        bytesToDrop = table.DataStart;
        cutting = table.Dialect.Options(_ => isOdd = true);
        room = table.Options.ChunkBytes;
        buffer = Rent(room);
    }

    /// <summary>The next rows, or null after the last.</summary>
    public async ValueTask<CsvChunk?> NextAsync(CancellationToken stop)
    {
        while (!finished)
        {
            stop.ThrowIfCancellationRequested();
            if (!input.AtEnd) end += await input.FillAsync(buffer.AsMemory(end, room - end), stop);
            if (bytesToDrop > 0)
            {
                DropHead();

                // Not another filling yet: what is good has to be given before a failure that is already known.
                if (bytesToDrop > 0) continue;
            }

            var chunk = new CsvChunk(table, buffer, columns, Math.Max(row, firstRow), line);
            var used = AddRecords(chunk);
            if (used == 1 && !input.AtEnd && end - 1 > table.Options.MaxRow) await PassOverLargeRowAsync(chunk, stop);
            else Complete(chunk, used);
            if (chunk.Count > 0) return chunk;
            chunk.Dispose();
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        return input.DisposeAsync();
    }

    /// <summary>Adds the complete records of the text at hand; gives where the first one begins that is not.</summary>
    private int AddRecords(CsvChunk chunk)
    {
        using var reader = CsvReader.Create(new ReadOnlyMemory<byte>(buffer, 0, end), cutting);
        var (columnCount, chunkRows, limit) = (table.Schema.Columns.Count, table.Options.ChunkRows, table.CodeColumn < 0 ? anyLimit : -1);
        var (bytes, textEnd, first, next) = (buffer, end, firstRow, row);
        var used = 1;
        while (chunk.Count < chunkRows)
        {
            isOdd = false;
            if (!reader.Read())
            {
                // What is left is blank lines. A CR at the end may be the first half of a CR LF.
                used = bytes[textEnd - 1] == '\r' && !input.AtEnd ? Math.Max(used, textEnd - 1) : textEnd;
                break;
            }

            var start = (int)reader.ByteOffset;
            var stop = start + reader.RawRecord.Length;

            // Nearly every record ends in an LF that is there; whatever is not quite so is looked at in AfterBreak.
            var behind = stop < textEnd && bytes[stop] == '\n' ? stop + 1 : AfterBreak(stop);
            if (behind < 0)
            {
                used = start;
                break;
            }

            if (next++ >= first)
            {
                var isOrdinary = !isOdd && reader.FieldCount == columnCount && stop - start <= limit && stop < textEnd;
                if (isOrdinary) chunk.Add(reader, start, stop);
                else AddUnusual(chunk, reader, start, stop);
            }

            used = behind;
        }

        row = next;
        return used;
    }

    /// <summary>Where the line after a record begins; -1 when what stands there has not been read yet.</summary>
    private int AfterBreak(int recordEnd)
    {
        if (recordEnd >= end) return input.AtEnd ? end : -1;
        if (buffer[recordEnd] == '\n') return recordEnd + 1;
        if (recordEnd + 1 >= end) return input.AtEnd ? end : -1;
        return buffer[recordEnd + 1] == '\n' ? recordEnd + 2 : recordEnd + 1;
    }

    private void AddUnusual(CsvChunk chunk, CsvReader reader, int start, int stop)
    {
        if (FaultOf(reader, start, stop) is { } fault)
        {
            chunk.AddFaulty(start, stop, fault);
            return;
        }

        chunk.Add(reader, start, stop);
        if (table.CodeColumn >= 0 && reader.GetSpan(table.CodeColumn).SequenceEqual(GroupReturned)) chunk.LastCameLate();
    }

    private RowFault? FaultOf(CsvReader reader, int start, int stop)
    {
        if (stop >= end && WhatChanged() is { } what)
        {
            // No line break ends it: whoever is writing the file may not have finished this row.
            lastRowIsDistrusted = true;
            return RowFault.Changed(what);
        }

        // CsvHelper names the first oddity of a record only: a quote inside a plain cell, which is just text, would hide what comes after it.
        var quotes = new RecordEnd(table.Dialect);
        if (isOdd) quotes.Find(buffer.AsSpan(start, stop - start));
        if (quotes.IsQuoted) return Unclosed(reader);
        if (stop - start > table.Options.MaxRow) return RowFault.RowTooLarge(stop - start, table.Options.MaxRow);
        if (quotes.IsBroken) return RowFault.BrokenQuotes(LineBreaks.Count(buffer.AsSpan(start, stop - start)) + 1);
        if (reader.FieldCount != table.Schema.Columns.Count) return RowFault.CellCount(reader.FieldCount, table.Schema.Columns.Count);
        if (stop - start > table.Options.MaxCell)
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var length = reader.GetSpan(i).Length;
                if (length > table.Options.MaxCell) return RowFault.CellTooLarge(table.NameOf(i), length, table.Options.MaxCell);
            }
        }

        if (table.CodeColumn >= 0 && RowFault.WasUnreadable(reader.GetSpan(table.CodeColumn))) return RowFault.NotCorrected(reader.GetString(table.CodeColumn));
        return null;
    }

    private RowFault Unclosed(CsvReader reader)
    {
        var last = reader.FieldCount - 1;
        var quote = (int)Unsafe.ByteOffset(ref buffer[0], ref MemoryMarshal.GetReference(reader.GetRawSpan(last)));
        var lines = LineBreaks.Count(buffer.AsSpan(quote, end - quote)) + (buffer[end - 1] is (byte)'\r' or (byte)'\n' ? 0 : 1);
        return RowFault.UnclosedQuote(table.NameOf(last), line + LineBreaks.Count(buffer.AsSpan(1, quote - 1)), lines);
    }

    private void Complete(CsvChunk chunk, int used)
    {
        finished = input.AtEnd && used == end;
        if (finished && !lastRowIsDistrusted && WhatChanged() is { } what) chunk.AddFaulty(used, used, RowFault.Changed(what));
        chunk.Complete(used, input.IsExact ? input.Position - (end - used) : input.Position);
        line += LineBreaks.Count(buffer.AsSpan(1, used - 1));

        // Nothing used: the record is longer than the text at hand, so look at twice as much.
        var left = end - used;
        var larger = Math.Max(left + 64L, Math.Min(left * 2L, table.Options.MaxRow + 2L));
        LeaveBufferToChunk(buffer.AsSpan(used, left), used == 1 ? (int)larger + 1 : Math.Max(table.Options.ChunkBytes, left + 64));
    }

    /// <summary>
    /// The record at hand is larger than a row may be and goes on. Where it ends is looked for without keeping it. Where that is certain, the row fails and
    /// reading goes on behind it; else the rest of the file is one row that fails, because what follows might be read as rows that nobody wrote.
    /// </summary>
    private async ValueTask PassOverLargeRowAsync(CsvChunk chunk, CancellationToken stop)
    {
        const int kept = 64 * 1024;
        var most = table.Options.MaxRow;
        var bytesLeft = file.Length is { } length && input.IsExact ? length - input.Position + (end - 1) : (long?)null;
        var finder = new RecordEnd(table.Dialect);
        var lines = new LineCounter();
        var size = 0L;
        var scanned = Rent(table.Options.ChunkBytes);
        var piece = buffer.AsMemory(1, end - 1);
        var found = finder.Find(piece.Span);
        while (found < 0 && !finder.IsBroken && !input.AtEnd)
        {
            stop.ThrowIfCancellationRequested();
            size += piece.Length;
            lines.Add(piece.Span);
            piece = scanned.AsMemory(0, await input.FillAsync(scanned, stop));
            found = finder.Find(piece.Span);
        }

        var fault =
            finder.IsBroken ? RowFault.RestOfFile(most, bytesLeft, "text follows a closing quote")
            : found < 0 && finder.IsQuoted ? RowFault.RestOfFile(most, bytesLeft, "no quote closes it")
            : RowFault.RowTooLarge(size + (found < 0 ? piece.Length : found), most);
        var shown = Math.Min(end - 1, kept) + 1;
        if (row >= firstRow) chunk.AddFaulty(1, shown, fault);
        row++;
        finished = found < 0 || finder.IsBroken;
        var rest = finished ? default : piece[found..];
        if (!finished) lines.Add(piece[..found].Span);
        line += lines.Count;
        chunk.Complete(shown, finished ? file.Length ?? input.Position : input.IsExact ? input.Position - rest.Length : input.Position);
        LeaveBufferToChunk(rest.Span, Math.Max(table.Options.ChunkBytes, rest.Length + 64));
        ArrayPool<byte>.Shared.Return(scanned);
    }

    /// <summary>The buffer is the chunk's from now on; what is left over goes on in a new one.</summary>
    private void LeaveBufferToChunk(ReadOnlySpan<byte> leftOver, int size)
    {
        room = size;
        var next = Rent(size);
        leftOver.CopyTo(next.AsSpan(1));
        end = leftOver.Length + 1;
        buffer = next;
    }

    private void DropHead()
    {
        var dropped = (int)Math.Min(bytesToDrop, end - 1);
        bytesToDrop = input.AtEnd && dropped == end - 1 ? 0 : bytesToDrop - dropped;
        buffer.AsSpan(1 + dropped, end - 1 - dropped).CopyTo(buffer.AsSpan(1));
        end -= dropped;
    }

    /// <summary>Looks once, when everything has been read.</summary>
    private string? WhatChanged()
    {
        if (changeIsKnown) return change;
        changeIsKnown = true;
        return change = file.Changed();
    }

    private static byte[] Rent(int size)
    {
        var rented = ArrayPool<byte>.Shared.Rent(size);
        rented[0] = (byte)'\n';
        return rented;
    }
}

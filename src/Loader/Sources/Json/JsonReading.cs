using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Sources.Bytes;

namespace Loader.Sources.Json;

/// <summary>Cuts content into chunks of rows: lines, or the elements of one array. One reading, one thread.</summary>
internal sealed class JsonReading : IAsyncDisposable
{
    private const int KeptOfLargeRow = 64 * 1024;
    private const string LargeHint = "look for a missing line break, or raise max_row";
    private readonly IInput input;
    private readonly Content content;
    private readonly JsonOptions options;
    private readonly JsonLayout layout;
    private readonly bool isArray;
    private readonly long firstRow;
    private RowFinder finder;

    // The text at hand lies from 0 to end; up to scanned it is known where rows end.
    private byte[] buffer;
    private int room;
    private int end;
    private int scanned;
    private long row = 1;
    private long line = 1;
    private long toDrop;
    private bool isFollowed;
    private bool finished;

    // Read behind a row that was passed over, and not in the buffer yet.
    private byte[] rest = [];

    /// <param name="head">How many bytes stand before the first row: a byte order mark, the bracket of the array.</param>
    /// <param name="headLines">How many lines end in them.</param>
    public JsonReading(IInput input, Content content, JsonOptions options, JsonLayout layout, bool isArray, int head, int headLines, long firstRow)
    {
        this.input = input;
        this.content = content;
        this.options = options;
        this.layout = layout;
        this.isArray = isArray;
        this.firstRow = firstRow;
        toDrop = head;
        line += headLines;
        finder = new(isArray);
        room = options.ChunkBytes;
        buffer = ArrayPool<byte>.Shared.Rent(room);
    }

    /// <summary>The next rows, or null after the last.</summary>
    public async ValueTask<JsonChunk?> NextAsync(CancellationToken stop)
    {
        while (!finished)
        {
            stop.ThrowIfCancellationRequested();
            if (!content.IsUsedUp) end += await content.ReadAsync(buffer.AsMemory(end, room - end), stop);
            if (toDrop > 0)
            {
                var dropped = (int)Math.Min(toDrop, end);
                toDrop = content.IsUsedUp && dropped == end ? 0 : toDrop - dropped;
                buffer.AsSpan(dropped, end - dropped).CopyTo(buffer);
                end -= dropped;

                // Not another filling yet: what is good has to be given before a failure that is already known.
                if (toDrop > 0) continue;
            }

            var chunk = new JsonChunk(input.Name, layout, buffer, Math.Max(row, firstRow), line);
            var used = AddRows(chunk);
            if (used == 0 && !content.IsUsedUp && end > options.MaxRow) used = await PassOverLargeRowAsync(chunk, stop);
            Complete(chunk, used);
            if (chunk.Count > 0) return chunk;
            chunk.Dispose();
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        return content.DisposeAsync();
    }

    /// <summary>Adds the rows that are complete; gives where the first one begins that is not.</summary>
    private int AddRows(JsonChunk chunk)
    {
        var used = 0;
        while (!finder.IsClosed)
        {
            var found = finder.Find(buffer.AsSpan(scanned, end - scanned));
            if (found < 0)
            {
                scanned = end;
                break;
            }

            found += scanned;
            Add(chunk, used, found, isLast: finder.IsClosed);
            used = scanned = found + 1;
        }

        if (!content.IsUsedUp)
        {
            if (!finder.IsClosed) return used;
            var (start, stop) = Trim(used, end);
            isFollowed |= start < stop;
            return end;
        }

        finished = true;
        AddLast(chunk, used);
        return end;
    }

    private void AddLast(JsonChunk chunk, int used)
    {
        var (start, stop) = Trim(used, end);
        if (input.Changed() is { } change)
        {
            // A last row without an end may be half of what somebody is writing.
            AddFaulty(chunk, start, start, JsonCodes.Changed, $"the file changed while it was read: {change}", "load a copy that nobody writes to");
        }
        else if (isArray && !finder.IsClosed)
        {
            AddFaulty(chunk, start, stop, JsonCodes.RestOfFile, "the array is not closed: the file ends within it", "see whether it was cut off");
        }
        else if (isArray && (isFollowed || start < stop))
        {
            AddFaulty(chunk, start, stop, JsonCodes.RestOfFile, "something follows the array", "one file holds one array; else one object per line");
        }
        else if (!isArray)
        {
            Add(chunk, used, end, isLast: true);
        }
    }

    private void Add(JsonChunk chunk, int from, int to, bool isLast)
    {
        var (start, stop) = Trim(from, to);
        if (start == stop && (!isArray || (isLast && row == 1))) return;
        if (start == stop) AddFaulty(chunk, start, stop, JsonCodes.BadRow, "there is nothing between two commas", null);
        else if (stop - start > options.MaxRow)
            AddFaulty(chunk, start, start + Math.Min(stop - start, KeptOfLargeRow), JsonCodes.TooLarge, TooLarge(stop - start), LargeHint);
        else if (row++ >= firstRow) chunk.Add(start, stop);
    }

    private string TooLarge(long bytes) => FormattableString.Invariant($"the row has {bytes} bytes; max_row is {options.MaxRow}");

    private void AddFaulty(JsonChunk chunk, int start, int stop, FindingCode code, string message, string? hint)
    {
        if (row++ >= firstRow) chunk.AddFaulty(start, stop, code, message, hint);
    }

    private (int Start, int End) Trim(int from, int to)
    {
        var text = buffer.AsSpan(from, to - from);
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? (to, to) : (from + start, from + text.LastIndexOfAnyExcept(" \t\r\n"u8) + 1);
    }

    /// <summary>
    /// The row at hand is larger than a row may be and goes on. Where it ends is looked for without keeping it; its beginning stays for the rejected file.
    /// </summary>
    private async ValueTask<int> PassOverLargeRowAsync(JsonChunk chunk, CancellationToken stop)
    {
        var (size, found, lines) = ((long)end, -1, 0L);
        var scratch = ArrayPool<byte>.Shared.Rent(options.ChunkBytes);
        var read = 0;
        while (found < 0 && !content.IsUsedUp)
        {
            stop.ThrowIfCancellationRequested();
            read = await content.ReadAsync(scratch, stop);
            found = finder.Find(scratch.AsSpan(0, read));
            size += found < 0 ? read : found;
            lines += scratch.AsSpan(0, found < 0 ? read : found + 1).Count((byte)'\n');
        }

        var (start, _) = Trim(0, end);
        AddFaulty(chunk, start, Math.Min(end, start + KeptOfLargeRow), JsonCodes.TooLarge, TooLarge(size), LargeHint);
        line += lines;

        // What was read behind the row goes on where it stood: the chunk has the old text, the next one begins with this.
        rest = found < 0 ? [] : scratch.AsSpan(found + 1, read - found - 1).ToArray();
        ArrayPool<byte>.Shared.Return(scratch);
        finished = content.IsUsedUp && rest.Length == 0;
        return end;
    }

    private void Complete(JsonChunk chunk, int used)
    {
        line += buffer.AsSpan(0, used).Count((byte)'\n');
        var left = end - used + rest.Length;
        chunk.Complete(content.IsPlain ? content.Position - left : content.Position);

        // Nothing used: the row is longer than the text at hand, so look at twice as much.
        room = used == 0 && !finished
            ? (int)Math.Min(Math.Max(left * 2L, left + 64L), (long)options.MaxRow + 64 + options.ChunkBytes)
            : Math.Max(options.ChunkBytes, left + 64);
        var next = ArrayPool<byte>.Shared.Rent(room);
        buffer.AsSpan(used, end - used).CopyTo(next);
        rest.CopyTo(next.AsSpan(end - used));
        scanned = Math.Max(0, scanned - used);
        if (rest.Length > 0) (scanned, rest) = (0, []);
        (buffer, end) = (next, left);
    }
}

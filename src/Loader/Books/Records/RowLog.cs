using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loader.Books.Files;

namespace Loader.Books.Records;

/// <summary>
/// Records of rows, one JSON object per line, only ever appended: later ones of the same row replace earlier ones. An append has left the
/// process when it returns. Appends from many threads are taken one after another.
/// </summary>
internal sealed class RowLog<T> : IDisposable
    where T : IRowRecord<T>
{
    /// <summary>How many rows are explained in one pass over the file; bounds memory however many there are.</summary>
    private const int RowsPerPass = 262_144;

    private readonly FileStream file;
    private readonly Lock appending = new();
    private readonly ArrayBufferWriter<byte> line = new(1024);
    private readonly Utf8JsonWriter json;
    private long length;
    private bool flushed = true;

    public RowLog(string path)
        : this(Made(path)) => EndTornLine();

    private RowLog(FileStream file)
    {
        this.file = file;
        json = new(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        length = file.Length;
    }

    /// <summary>Opens a file to look at, also while a run appends to it. Changes nothing.</summary>
    public static RowLog<T> OpenToRead(string path) => new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public void Append(T record)
    {
        lock (appending)
        {
            line.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            json.WriteNumber("row"u8, record.Row);
            record.Write(json);
            json.WriteEndObject();
            json.Flush();
            line.Write("\n"u8);
            AppendBytes(line.WrittenSpan);
        }
    }

    /// <summary>Puts what was appended on the disk.</summary>
    public void Flush()
    {
        lock (appending)
        {
            if (flushed) return;
            try
            {
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }
            catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
            {
                throw BooksException.NotWritten(file.Name, denied);
            }

            flushed = true;
        }
    }

    /// <summary>The last record of each row, in the order given. Rows without a readable one come as unexplained.</summary>
    /// <param name="rows">Ascending.</param>
    public IEnumerable<T> Read(IEnumerable<long> rows)
    {
        foreach (var pass in rows.Chunk(RowsPerPass))
        {
            var offsets = Find(pass);
            using var reader = new LineReader(file.SafeFileHandle);
            for (var i = 0; i < pass.Length; i++)
                yield return offsets[i] >= 0 && reader.ReadAt(offsets[i]) ? Parse(pass[i], reader.Line) : T.Unexplained(pass[i]);
        }
    }

    public void Dispose()
    {
        json.Dispose();
        file.Dispose();
    }

    /// <summary>Some logs are made only once a run has something to append to them: then the disk may be full, or the folder gone.</summary>
    private static FileStream Made(string path)
    {
        try
        {
            return PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite);
        }
        catch (DirectoryNotFoundException)
        {
            throw BooksException.Gone(Path.GetDirectoryName(path)!);
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            throw BooksException.NotWritten(path, denied);
        }
    }

    private static T Parse(long row, ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return T.Read(row, document.RootElement);
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return T.Unexplained(row);
        }
    }

    /// <summary>Where the last record of each row begins, or -1.</summary>
    private long[] Find(long[] rows)
    {
        var offsets = new long[rows.Length];
        Array.Fill(offsets, -1);
        using var reader = new LineReader(file.SafeFileHandle);
        while (reader.Next())
        {
            if (RowOf(reader.Line.Span) is not { } row) continue;
            var index = Array.BinarySearch(rows, row);
            if (index >= 0) offsets[index] = reader.Offset;
        }

        return offsets;
    }

    /// <summary>The row of a whole record: it begins with its number and ends with its object. Null for torn lines.</summary>
    private static long? RowOf(ReadOnlySpan<byte> line)
    {
        var begin = "{\"row\":"u8;
        return line.StartsWith(begin) && line[^1] == (byte)'}' && System.Buffers.Text.Utf8Parser.TryParse(line[begin.Length..], out long row, out _)
            ? row
            : null;
    }

    /// <summary>A process that died while appending leaves half a line; what comes next must not be glued to it.</summary>
    private void EndTornLine()
    {
        if (length == 0) return;
        Span<byte> last = stackalloc byte[1];
        _ = RandomAccess.Read(file.SafeFileHandle, last, length - 1);
        if (last[0] != (byte)'\n') AppendBytes("\n"u8);
    }

    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        // A write that fails half way is overwritten by the next: only whole lines count.
        flushed = false;
        try
        {
            RandomAccess.Write(file.SafeFileHandle, bytes, length);
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            throw BooksException.NotWritten(file.Name, denied);
        }

        length += bytes.Length;
    }
}

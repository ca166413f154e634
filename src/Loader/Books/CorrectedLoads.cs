using System.Text.Json;
using Loader.Books.Files;
using Loader.Books.Records;

namespace Loader.Books;

/// <summary>
/// Which loads read the rejected file of these books: one JSON object per line, only ever appended, by the runs of those loads. They do not hold these
/// books, so nothing else of them is touched.
/// </summary>
internal static class CorrectedLoads
{
    public const string FileName = "corrected.jsonl";

    /// <summary>The folder of the books that a file is the rejected file of; null when it is none.</summary>
    public static string? OriginOf(string path)
    {
        if (!Path.GetFileName(path).StartsWith("rejected.", StringComparison.Ordinal) || !File.Exists(path)) return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return File.Exists(Path.Combine(folder, TitlePage.FileName)) ? folder : null;
    }

    /// <summary>Notes a load; on the disk when this returns.</summary>
    /// <param name="folder">The folder of the books whose rejected file it reads.</param>
    public static void Note(string folder, CorrectedLoad load)
    {
        if (Read(folder).Any(known => known.File == load.File && known.Books == load.Books && known.Rows?.ToString() == load.Rows?.ToString())) return;
        using var file = PrivateFile.Open(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileShare.ReadWrite);
        EndTornLine(file);
        using (var json = new Utf8JsonWriter(file))
        {
            json.WriteStartObject();
            json.WriteString("file"u8, load.File);
            json.WriteString("books"u8, load.Books);
            json.WriteString("at"u8, load.At);
            if (load.Rows is { } rows) json.WriteString("rows"u8, rows.ToString());
            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
        file.Flush(flushToDisk: true);
        FolderFlush.Of(folder);
    }

    /// <summary>The loads that were noted. A line that was torn is passed over: nothing of its load had left.</summary>
    public static IEnumerable<CorrectedLoad> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? [.. File.ReadAllLines(path).Select(Parse).OfType<CorrectedLoad>()] : [];
    }

    /// <summary>Goes to the end; what comes next must not be glued to half a line.</summary>
    private static void EndTornLine(FileStream file)
    {
        if (file.Length == 0) return;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n') file.WriteByte((byte)'\n');
    }

    private static CorrectedLoad? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return new(json.RootElement.TextOf("file") ?? "", json.RootElement.TextOf("books") ?? "", json.RootElement.GetProperty("at"u8).GetDateTimeOffset())
            {
                Rows = json.RootElement.TextOf("rows") is { } rows ? RowRanges.Parse(rows) : null,
            };
        }
        catch (Exception torn) when (torn is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

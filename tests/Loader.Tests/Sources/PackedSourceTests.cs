using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.Csv;
using Loader.Sources.Json;

namespace Loader.Tests.Sources;

/// <summary>The source contract for a format in a packing: rows are the same, lines are those of the content, places and restarts too.</summary>
public abstract class PackedSourceContract(string extension, Func<byte[], byte[]> pack) : SourceContract
{
    private string path = "";

    private protected abstract string Extension { get; }

    protected override ISource OpenRows(int rows)
    {
        path = Folder.Write(FormattableString.Invariant($"rows{rows}.{Extension}{extension}"), pack(Encoding.UTF8.GetBytes(Text(rows))));
        return OpenPath(path, []) ?? throw new InvalidOperationException("The file was just written.");
    }

    protected override ISource? OpenMissing(FindingList findings) => OpenPath(Folder.PathOf("nothing"), findings);

    protected override ISource? OpenEmpty(FindingList findings) => OpenPath(Folder.Write("empty." + Extension + extension, pack([])), findings);

    protected override void ChangeInput() => File.AppendAllText(path, "501,late\n");

    private protected abstract string Text(int rows);

    private protected abstract ISource? OpenPath(string path, FindingList findings);
}

/// <summary>CSV in a packing.</summary>
public abstract class PackedCsvContract(string extension, Func<byte[], byte[]> pack) : PackedSourceContract(extension, pack)
{
    private protected override string Extension => "csv";

    protected override ISource OpenRejected(string content) =>
        OpenPath(Folder.Write("rejected.csv", Encoding.UTF8.GetBytes(content)), [])
            ?? throw new InvalidOperationException("The rejected file cannot be opened.");

    protected override long LineOf(long row) =>
        1 + row + Enumerable.Range(1, (int)row - 1).Count(before => NoteOf(before)?.Contains('\n', StringComparison.Ordinal) == true);

    private protected override string Text(int rows) =>
        "id,note\n" + string.Concat(
            Enumerable.Range(1, rows).Select(n => FormattableString.Invariant($"{n},\"{NoteOf(n)?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n")));

    private protected override ISource? OpenPath(string path, FindingList findings) =>
        Opening.Open(path, findings, section => new CsvOpening(new() { ChunkBytes = 1024 }, section));
}

/// <summary>NDJSON in a packing or none.</summary>
public abstract class PackedJsonContract(string extension, Func<byte[], byte[]> pack) : PackedSourceContract(extension, pack)
{
    private protected override string Extension => "ndjson";

    protected override ISource OpenRejected(string content) =>
        OpenPath(Folder.Write("rejected.jsonl", Encoding.UTF8.GetBytes(content)), [])
            ?? throw new InvalidOperationException("The rejected file cannot be opened.");

    protected override long LineOf(long row) => row;

    private protected override string Text(int rows) => string.Concat(Enumerable.Range(1, rows).Select(n => Line(n) + "\r\n"));

    private protected static string Line(int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{row}\",\"note\":{JsonSerializer.Serialize(NoteOf(row))},\"other\":{{\"id\":[1,2]}}}}");

    private protected override ISource? OpenPath(string path, FindingList findings) =>
        Opening.Open(path, findings, section => new JsonFormat(new() { ChunkBytes = 1024 }, section));
}

public sealed class GzipCsvTests() : PackedCsvContract(".gz", Packed.Gzip);

public sealed class ZstdCsvTests() : PackedCsvContract(".zst", content => Packed.Zstd(content, 700));

public sealed class BrotliCsvTests() : PackedCsvContract(".br", Packed.Brotli);

public sealed class ZipCsvTests() : PackedCsvContract(".zip", content => Packed.Zip(("rows.csv", content)));

public sealed class JsonSourceTests() : PackedJsonContract("", content => content);

public sealed class GzipJsonTests() : PackedJsonContract(".gz", Packed.Gzip);

/// <summary>One array of objects, with commas and blanks as people write them.</summary>
public sealed class JsonArrayTests() : PackedJsonContract("", content => content)
{
    private protected override string Text(int rows) => "[\n" + string.Join(" ,\n", Enumerable.Range(1, rows).Select(Line)) + "\n]\n";

    protected override long LineOf(long row) => row + 1;

    protected override ISource? OpenEmpty(FindingList findings) => OpenPath(Folder.Write("empty.json", "[ ]\n"u8.ToArray()), findings);
}

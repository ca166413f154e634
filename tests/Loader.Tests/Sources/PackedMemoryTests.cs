using System.Globalization;
using System.IO.Compression;
using System.Text;
using Loader.Sources;
using Loader.Sources.Csv;
using Loader.Sources.Json;

namespace Loader.Tests.Sources;

/// <summary>Text in every packing costs the memory of its buffers, however long it is.</summary>
public abstract class TextMemoryContract(string name, Func<Stream, Stream> pack) : SourceMemoryContract
{
    protected override bool HasItsSize => false;

    protected override ISource OpenLarge(long bytes)
    {
        var isJson = name.Contains("json", StringComparison.Ordinal);
        var block = new StringBuilder();
        for (var n = 0; n < 1000; n++)
        {
            var (mail, note) = ($"customer{n * 7919 % 1009}@example.com", new string('x', 300));
            if (isJson) block.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{n}\",\"email\":\"{mail}\",\"total\":{n}.50,\"note\":\"{note}\"}}\n");
            else block.Append(CultureInfo.InvariantCulture, $"{n},{mail},{n}.50,{note}\n");
        }

        var content = Encoding.UTF8.GetBytes(block.ToString());
        var path = Folder.PathOf(name);
        using (var packed = pack(File.Create(path)))
        {
            if (!isJson) packed.Write("id,email,total,note\n"u8);
            for (var written = 0L; written < bytes; written += content.Length) packed.Write(content);
        }

        return (isJson
            ? Opening.Open(path, [], section => new JsonFormat(new(), section))
            : Opening.Open(path, [], section => new CsvOpening(new(), section)))!;
    }
}

public sealed class JsonMemoryTests() : TextMemoryContract("rows.ndjson", file => file)
{
    protected override bool HasItsSize => true;
}

public sealed class GzipMemoryTests() : TextMemoryContract("rows.csv.gz", file => new GZipStream(file, CompressionLevel.Fastest));

public sealed class GzipJsonMemoryTests() : TextMemoryContract("rows.ndjson.gz", file => new GZipStream(file, CompressionLevel.Fastest));

public sealed class ZstdMemoryTests() : TextMemoryContract("rows.csv.zst", file => new StoredZstd(file))
{
    /// <summary>The window and the block are made once, 2 MB for 300,000 rows.</summary>
    protected override double AllocatedPerRow => 12;
}

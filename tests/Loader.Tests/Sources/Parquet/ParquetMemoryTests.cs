using Loader.Parquet.Tests.Making;
using Loader.Sources;
using Loader.Sources.Parquet;

namespace Loader.Tests.Sources.Parquet;

/// <summary>
/// A hundred row groups cost no more than one. Values are made of columns, whose memory is the collector's: so rows do allocate, and what is held is
/// bounded by a row group.
/// </summary>
public sealed class ParquetMemoryTests : SourceMemoryContract
{
    private const int GroupRows = 2_000;

    protected override long Content => 40_000_000;

    protected override bool MakesGarbage => true;

    protected override double AllocatedPerRow => 600;

    protected override ISource OpenLarge(long bytes)
    {
        var rows = Enumerable.Range(1, GroupRows).Select(n => new object?[]
        {
            $"A{n:D8}",
            (long)n,
            n / 100m,
            DateTime.UnixEpoch.AddSeconds(n),
            new string((char)('a' + (n % 26)), 160) + n,
        }).ToList();
        var path = Folder.PathOf("large.parquet");
        using (var file = File.Create(path))
        using (var writer = new TableWriter(
            file,
            TableWriter.Uncompressed,
            new("id", TableType.Text),
            new("n", TableType.Integer),
            new("total", TableType.Money),
            new("at", TableType.Time),
            new("note", TableType.Text)))
        {
            while (file.Position < bytes) writer.Add(rows);
        }

        return Opening.Open(path, [], section => new ParquetFormat(section, new(), allowEmpty: false))!;
    }
}

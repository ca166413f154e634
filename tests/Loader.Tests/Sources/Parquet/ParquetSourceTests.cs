using System.Globalization;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Parquet.Tests.Making;
using Loader.Sources;
using Loader.Sources.Parquet;

namespace Loader.Tests.Sources.Parquet;

public sealed class ParquetSourceTests : SourceContract
{
    private string path = "";

    protected override ISource OpenRows(int rows)
    {
        path = Folder.Write(FormattableString.Invariant($"rows{rows}.parquet"), ParquetText.File(
            ("id", [.. Enumerable.Range(1, rows).Select(n => n.ToString(CultureInfo.InvariantCulture))]),
            ("note", [.. Enumerable.Range(1, rows).Select(NoteOf)])));
        return OpenPath(path, []) ?? throw new InvalidOperationException("The file was just written.");
    }

    protected override ISource? OpenMissing(FindingList findings) => OpenPath(Folder.PathOf("nothing.parquet"), findings);

    protected override ISource? OpenEmpty(FindingList findings) =>
        OpenPath(Folder.Write("empty.parquet", ParquetText.File(("id", []), ("note", []))), findings);

    protected override void ChangeInput() => File.AppendAllText(path, "late");

    protected override ISource OpenRejected(string content) =>
        OpenPath(Folder.Write("rejected.csv", Encoding.UTF8.GetBytes(content)), [])
            ?? throw new InvalidOperationException("The rejected file cannot be opened.");

    protected override long LineOf(long row) => 0;

    private static ISource? OpenPath(string path, FindingList findings) =>
        Opening.Open(path, findings, section => new ParquetFormat(section, new(), allowEmpty: false) { ChunkRows = 40 });
}

/// <summary>Parquet files of text columns.</summary>
internal static class ParquetText
{
    public static byte[] File(params (string Name, string?[] Cells)[] columns) => Made.File(
        [.. columns.Select(column => Made.Element(column.Name, Made.ByteArray, Made.Optional, w => w.Int(6, 0)))],
        columns[0].Cells.Length,
        [.. columns.Select(column => new MadeColumn
        {
            Path = [column.Name],
            Type = Made.ByteArray,
            ValueCount = column.Cells.Length,
            Pages = column.Cells.Length == 0 ? [] : [.. column.Cells.Chunk(1000).Select(Page)],
        })]);

    private static byte[] Page(string?[] cells)
    {
        byte[] levels = [.. Encode.WithLength(Encode.Packed(1, [.. cells.Select(cell => cell is null ? 0 : 1)]))];
        return Made.Page1(cells.Length, [.. levels, .. Encode.Texts([.. cells.OfType<string>()])]);
    }
}

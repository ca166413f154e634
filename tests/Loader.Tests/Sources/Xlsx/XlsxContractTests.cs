using System.Text;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Bytes;
using Loader.Sources.Xlsx;

namespace Loader.Tests.Sources.Xlsx;

public sealed class XlsxContractTests : SourceContract
{
    private string path = "";

    protected override ISource OpenRows(int rows)
    {
        var all = Enumerable.Range(1, rows).Select(n => new[] { $"{n}", NoteOf(n) }).Prepend(["id", "note"]);
        path = Folder.Write(FormattableString.Invariant($"rows{rows}.xlsx"), new Workbook().Sheet("Orders", [.. all]).Bytes());
        return Open(path, []) ?? throw new InvalidOperationException("The file was just written.");
    }

    protected override ISource? OpenMissing(FindingList findings) => Open(Folder.PathOf("nothing.xlsx"), findings);

    protected override ISource? OpenEmpty(FindingList findings) =>
        Open(Folder.Write("empty.xlsx", new Workbook().Sheet("A", ["id", "note"]).Bytes()), findings);

    protected override void ChangeInput() => File.AppendAllText(path, "more");

    protected override ISource OpenRejected(string content) => Open(Folder.Write("rejected.csv", Encoding.UTF8.GetBytes(content)), [])!;

    protected override long LineOf(long row) => row + 1;

    private static ISource? Open(string path, FindingList findings)
    {
        var section = new Section(
            "from.xlsx",
            null,
            new(findings, _ => null, new()),
            new("mapping.yaml", 1, 1),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = path });
        var opening = Inputs.OpenAsync(InputSettings.Read(section), new XlsxOpening(new() { ChunkRows = 70 }, section), CancellationToken.None);
        return opening.IsCompleted ? opening.GetAwaiter().GetResult() : throw new InvalidOperationException("Opening a local file had to wait.");
    }
}

using System.Globalization;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

public sealed class CsvSourceTests : SourceContract
{
    private string path = "";

    protected override ISource OpenRows(int rows)
    {
        var text = new StringBuilder("id,note\r\n");
        for (var n = 1; n <= rows; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{n},{Quoted(NoteOf(n))}\r\n");
        }

        path = Folder.Write(FormattableString.Invariant($"rows{rows}.csv"), Encoding.UTF8.GetBytes(text.ToString()));
        return OpenPath(path, []) ?? throw new InvalidOperationException("The file was just written.");
    }

    protected override ISource? OpenMissing(FindingList findings) => OpenPath(Folder.PathOf("nothing.csv"), findings);

    protected override ISource? OpenEmpty(FindingList findings) => OpenPath(Folder.Write("empty.csv", []), findings);

    protected override void ChangeInput() => File.AppendAllText(path, "501,late\r\n");

    protected override ISource OpenRejected(string content) =>
        OpenPath(Folder.Write("rejected.csv", Encoding.UTF8.GetBytes(content)), [])
            ?? throw new InvalidOperationException("The rejected file cannot be opened.");

    protected override long LineOf(long row) =>
        1 + row + Enumerable.Range(1, (int)row - 1).Count(before => NoteOf(before)?.Contains('\n', StringComparison.Ordinal) == true);

    private static ISource? OpenPath(string path, FindingList findings) =>
        Opening.Open(path, findings, section => new CsvOpening(new() { ChunkBytes = 1024 }, section));

    private static string Quoted(string? cell) => cell is null ? "" : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

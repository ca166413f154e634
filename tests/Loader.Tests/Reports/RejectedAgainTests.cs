using System.Text;
using Loader.Reports;
using Loader.Sources;
using Loader.Tests.Books;
using Loader.Tests.Sources.Csv;

namespace Loader.Tests.Reports;

/// <summary>A rejected file is a source: what was written from rows that a source gave is read back as the same rows.</summary>
public sealed class RejectedAgainTests : IDisposable
{
    private string? lastHash;
    private const string Load = "crm 2026-03-01T10:00:00.1234567Z";
    private const string Table = "id;name;note\r\n1;\"Zoë; \"\"Z\"\"\";\"two\r\nlines\"\r\n2;;ü\r\n3;' ; end\r\n";
    private const string Wide = "id;name;note\r\n1;漢字;\"😀;\n\"\r\n";

    private readonly CsvFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("utf-8", Table)]
    [InlineData("utf-8", Wide)]
    [InlineData("utf-16le", Wide)]
    [InlineData("latin1", Table)]
    [InlineData("windows-1252", Table)]
    public async Task Rejected_rows_are_read_as_they_were(string encoding, string text)
    {
        files.Write(EncodingOf(encoding).GetBytes(text));
        await using var source = Open(("encoding", encoding), ("delimiter", ";"));
        var rows = await CsvFiles.Show(source);
        var failed = (await CsvFiles.Originals(source)).Select((original, i) => Rows.Failed(i + 1, "E1", "it's \"odd\"; see\nthere", original));

        var path = RejectedFile.Write(files.Folder, failed, source.Rejected, Load)?.Path;
        await using var again = Open(("path", path!), ("encoding", encoding), ("delimiter", ";"));

        Assert.Equal(["id", "name", "note", "_row", "_code", "_reason", "_field", "_unsent", "_load"], again.Schema.Columns.Select(column => column.Name));
        Assert.Equal(
            rows.Select((row, i) => FormattableString.Invariant($"{row[..^1]}|{i + 1}|E1|it's \"odd\"; see\nthere|total|∅|{Load}]")),
            await CsvFiles.Show(again));
    }

    [Fact]
    public async Task Rows_that_are_rejected_again_get_their_new_reason_and_no_further_columns()
    {
        files.Write(Table);
        var path = await Reject(files.Path, "OLD");
        var first = File.ReadAllText(path);

        await Reject(path, "NEW");

        Assert.Equal(first.Replace("OLD;why", "NEW;why", StringComparison.Ordinal), File.ReadAllText(path));
    }

    private async Task<string> Reject(string from, string code)
    {
        var source = Open(("path", from), ("delimiter", ";"));
        var originals = await CsvFiles.Originals(source);
        var layout = source.Rejected;
        await source.DisposeAsync();
        var written = RejectedFile.Write(files.Folder, originals.Select((row, i) => Rows.Failed(i + 1, code, "why", row)), layout, Load, lastHash)!;
        lastHash = written.Hash;
        return written.Path;
    }

    private static Encoding EncodingOf(string name) => name switch
    {
        "utf-16le" => Encoding.Unicode,
        "latin1" => Encoding.Latin1,
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(name)!,
        _ => new UTF8Encoding(false),
    };

    private ISource Open(params (string Name, string Value)[] settings)
    {
        var source = files.Open(settings);
        Assert.True(source is not null, files.Shown);
        return source;
    }
}

using System.Buffers;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

/// <summary>Writes CSV files, opens them with settings, and shows their rows in a form that fits a test table.</summary>
internal sealed class CsvFiles : IDisposable
{
    private const string FileName = "rows.csv";
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.FullName;

    public string Path => folder.PathOf(FileName);

    public FindingList Findings { get; } = [];

    /// <summary>The findings with this test's folder written as FOLDER.</summary>
    public string Shown => string.Join('\n', Findings).Replace(folder.FullName, "FOLDER", StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();

    public string Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public string Write(byte[] content) => folder.Write(FileName, content);

    public string Write(string name, byte[] content) => folder.Write(name, content);

    /// <summary>Opens the file with settings as a mapping would have them: <c>("delimiter", ";")</c>.</summary>
    public ISource? Open(params (string Name, string Value)[] settings) =>
        new CsvKind().Open(SectionOf(settings.Any(setting => setting.Name == "path") ? settings : [("path", Path), .. settings]));

    /// <summary>Opens the file with small chunks.</summary>
    public CsvSource Open(CsvOptions options)
    {
        var source = Opening.Open(Path, Findings, section => new CsvOpening(options, section));
        Assert.True(source is not null, Shown);
        return Assert.IsType<CsvSource>(source);
    }

    /// <summary>Opens the file and shows each row: cells as <c>[a|b|∅]</c>, a row that cannot be read as <c>line: CODE</c>.</summary>
    public async Task<IReadOnlyList<string>> Rows(params (string Name, string Value)[] settings)
    {
        await using var source = Open(settings);
        Assert.True(source is not null, Shown);
        return await Show(source);
    }

    public static async Task<IReadOnlyList<string>> Show(ISource source)
    {
        var shown = new List<string>();
        await foreach (var chunk in source.ReadAsync(1, AllOf(source), CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++) shown.Add(Show(source, chunk, i));
            }
        }

        return shown;
    }

    public static int[] AllOf(ISource source) => [.. Enumerable.Range(0, source.Schema.Columns.Count)];

    /// <summary>Every row's original as the rejected file gets it.</summary>
    public static async Task<IReadOnlyList<string>> Originals(ISource source)
    {
        var originals = new List<string>();
        await foreach (var chunk in source.ReadAsync(1, AllOf(source), CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    var output = new ArrayBufferWriter<byte>();
                    chunk.WriteOriginal(i, output);
                    originals.Add(Encoding.UTF8.GetString(output.WrittenSpan));
                }
            }
        }

        return originals;
    }

    private static string Show(ISource source, RowChunk chunk, int index)
    {
        if (chunk.ProblemOf(index) is { } problem) return FormattableString.Invariant($"{problem.Place.Line}: {problem.Code}");
        var cells = new Value[source.Schema.Columns.Count];
        chunk.Read(index, cells);
        return "[" + string.Join('|', cells.Select(cell => cell.IsNull ? "∅" : cell.Text)) + "]";
    }

    private Section SectionOf((string Name, string Value)[] settings)
    {
        var place = new Place("mapping.yaml", 4, 3);
        var entries = settings.Select((setting, i) =>
        {
            var at = new Place("mapping.yaml", 5 + i, 5);
            return new YamlEntry(setting.Name, Node(setting.Value, at.Right(setting.Name.Length + 2)), at);
        });
        return new("from.csv", new YamlMap([.. entries], place), new(Findings, _ => null, new()), place);
    }

    /// <summary>A text, or a list written as <c>[a, b]</c>.</summary>
    private static YamlNode Node(string value, Place place) =>
        value.Length > 1 && value[0] == '[' && value[^1] == ']'
            ? new YamlList(
                [.. value[1..^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(item => new YamlScalar(item.Trim(), Quoted: true, place))],
                place)
            : new YamlScalar(value, Quoted: true, place);
}

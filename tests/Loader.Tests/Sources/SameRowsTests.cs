using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Loader.Mappings;
using Loader.Mappings.Findings;
using Loader.Mappings.Rules;
using Loader.Sources;
using Loader.Sources.Csv;
using Loader.Sources.Json;
using Loader.Sources.Parquet;
using Loader.Tests.Sources.Parquet;

namespace Loader.Tests.Sources;

/// <summary>The same rows give the same events, whatever they are written in and packed with. 5,000 rows, so that the suite stays quick.</summary>
public sealed class SameRowsTests : IDisposable
{
    private const int Rows = 5_000;
    private static readonly string[] Names = ["order_id", "email", "total", "note"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_are_equal_byte_for_byte_out_of_every_format_and_packing()
    {
        var (csv, ndjson) = (Csv(), Ndjson());
        var sources = new (string Name, ISource? Source)[]
        {
            ("csv", Opening.Open(folder.Write("rows.csv", csv), [], section => new CsvOpening(new(), section))),
            ("csv.gz", Opening.Open(folder.Write("rows.csv.gz", Packed.Gzip(csv)), [], section => new CsvOpening(new(), section))),
            ("csv.zst", Opening.Open(folder.Write("rows.csv.zst", Packed.Zstd(csv)), [], section => new CsvOpening(new(), section))),
            ("csv.zip", Opening.Open(folder.Write("rows.csv.zip", Packed.Zip(("rows.csv", csv))), [], section => new CsvOpening(new(), section))),
            ("ndjson", Opening.Open(folder.Write("rows.ndjson", ndjson), [], section => new JsonFormat(new(), section))),
            ("ndjson.gz", Opening.Open(folder.Write("rows.ndjson.gz", Packed.Gzip(ndjson)), [], section => new JsonFormat(new(), section))),
            ("parquet", Opening.Open(folder.Write("rows.parquet", Parquet()), [], section => new ParquetFormat(section, new(), allowEmpty: false))),
        };

        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, source) in sources)
        {
            await using (source) hashes[name] = await HashAsync(source!);
        }

        Assert.Single(hashes.Values.Distinct());
    }

    private static async Task<string> HashAsync(ISource source)
    {
        const string Mapping = """
            mapping: same
            from: { csv: { path: rows.csv } }
            columns: { total: decimal }
            key: = order_id
            event: { id: = order_id, email: = email | lower, value: = total * 2, note: = note ?? "none" }
            to: { list: }
            """;
        var findings = new FindingList();
        var mapper = Mapper.Compile(RulesReader.Read(Mapping, "mapping.yaml", findings)!, source.Schema, findings);
        Assert.True(mapper is not null, string.Join('\n', findings));
        var seen = new StringBuilder();
        await foreach (var chunk in source.ReadAsync(1, mapper.Columns, CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    Assert.Equal(MapResult.Event, mapper.Map(chunk, i).Result);
                    seen.Append(mapper.Key.Text);
                    foreach (var slot in mapper.Slots) seen.Append('|').Append(slot.IsNull ? "null" : slot.ToString());
                    seen.Append('\n');
                }
            }
        }

        Assert.Equal(Rows, seen.ToString().Count(character => character == '\n'));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(seen.ToString())));
    }

    private static string? Cell(int column, int row) => column switch
    {
        0 => row.ToString("'A'000000", CultureInfo.InvariantCulture),
        1 => FormattableString.Invariant($"Customer.{row % 97}@Example.com"),
        2 => FormattableString.Invariant($"{row % 1000}.{row % 100:00}"),
        _ => row % 3 == 0 ? null : FormattableString.Invariant($"Ünï, \"{row}\""),
    };

    private static byte[] Csv() => Encoding.UTF8.GetBytes(
        string.Join(',', Names) + "\n"
        + string.Concat(Enumerable.Range(1, Rows).Select(row => string.Join(',', Enumerable.Range(0, Names.Length).Select(column => Quoted(Cell(column, row)))) + "\n")));

    private static string Quoted(string? cell) => cell is null ? "" : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static byte[] Ndjson() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, Rows).Select(row =>
        "{" + string.Join(',', Enumerable.Range(0, Names.Length).Select(column => $"\"{Names[column]}\":{JsonSerializer.Serialize(Cell(column, row))}")) + "}\n")));

    private static byte[] Parquet() => ParquetText.File(
        [.. Names.Select((name, column) => (name, Enumerable.Range(1, Rows).Select(row => Cell(column, row)).ToArray()))]);
}

using System.Globalization;
using Loader.Parquet.Tests.Corpus;

namespace Loader.Parquet.Tests.Making;

/// <summary>What other tests and the benchmarks stand on.</summary>
public sealed class TableWriterTests
{
    [Theory]
    [InlineData(TableWriter.Uncompressed)]
    [InlineData(TableWriter.Snappy)]
    public async Task Tables_come_back_as_they_were_written(int codec)
    {
        using var file = new MemoryStream();
        using (var writer = new TableWriter(
            file,
            codec,
            new("id", TableType.Text),
            new("n", TableType.Integer),
            new("total", TableType.Money),
            new("at", TableType.Time),
            new("x", TableType.Float),
            new("word", TableType.Text)))
        {
            writer.Add([.. Enumerable.Range(1, 30_000).Select(Row)]);
            writer.Add([.. Enumerable.Range(30_001, 500).Select(Row)]);
        }

        await using var parquet = await ParquetFile.OpenAsync(file);
        var lines = new List<string>();
        await foreach (var row in parquet.ReadRowsAsync()) lines.Add(CanonicalJson.Line(row));

        Assert.Equal(Enumerable.Range(1, 30_500).Select(Line), lines);
        Assert.Equal(2, parquet.RowGroups.Count);
    }

    [Theory]
    [InlineData(TableWriter.Uncompressed)]
    [InlineData(TableWriter.Snappy)]
    public async Task Lists_of_objects_come_back_as_they_were_written(int codec)
    {
        using var file = new MemoryStream();
        using (var writer = new TableWriter(
            file,
            codec,
            new("id", TableType.Integer),
            TableColumn.List("lines", new("sku", TableType.Text), new("price", TableType.Money))))
        {
            writer.Add([
                [1L, new object?[][] { ["S1", 1.50m], ["S2", null] }],
                [2L, null],
                [3L, Array.Empty<object?[]>()],
                [4L, new object?[][] { [null, 2m] }],
            ]);
        }

        Assert.Equal(
            [
                """{"id":1,"lines":[{"sku":"S1","price":"1.50"},{"sku":"S2","price":null}]}""", """{"id":2,"lines":null}""",
                """{"id":3,"lines":[]}""", """{"id":4,"lines":[{"sku":null,"price":"2.00"}]}""",
            ],
            await Reading.LinesAsync(file.ToArray()));
    }

    private static object?[] Row(int n) =>
    [
        FormattableString.Invariant($"A{n}"), (long)n, n / 100m, DateTime.UnixEpoch.AddSeconds(n), n % 7 == 0 ? null : n * 0.5, n % 3 == 0
            ? null
            : FormattableString.Invariant($"word {n % 5}"),
    ];

    private static string Line(int n)
    {
        var word = n % 3 == 0 ? "null" : FormattableString.Invariant($"\"word {n % 5}\"");
        var half = n % 7 == 0 ? "null" : (n * 0.5).ToString(CultureInfo.InvariantCulture);
        return FormattableString.Invariant(
            $$"""{"id":"A{{n}}","n":{{n}},"total":"{{n / 100m:0.00}}","at":"{{DateTime.UnixEpoch.AddSeconds(n):yyyy-MM-ddTHH:mm:ss.ffffff}}Z","x":{{half}},"word":{{word}}}""");
    }
}

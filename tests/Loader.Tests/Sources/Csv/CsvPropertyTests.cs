using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

public sealed class CsvPropertyTests : IDisposable
{
    private static readonly string[] Difficult =
        ["\"", "\"\"", ",", ";", "\t", "|", "'", "\r", "\n", "\r\n", "\uFEFF", "\uFFFD", "\u0085", "\u2028", " ", "a", "é", "日", "😀", "sep=;", "=", "\\"];

    private static readonly Gen<string> Character = Gen.OneOf(
        Gen.Elements(Difficult),
        Gen.Choose(1, 0xD7FF).Select(code => ((char)code).ToString()),
        Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32));

    private static readonly Gen<string> Cell = Character.ListOf().Select(string.Concat);

    private readonly CsvFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData(',', '"')]
    [InlineData(';', '"')]
    [InlineData('\t', '"')]
    [InlineData('|', '\'')]
    public void Any_text_comes_back_as_it_was_written(char delimiter, char quote)
    {
        var tables =
            from columns in Gen.Choose(1, 4)
            from rows in Gen.Choose(1, 6)
            from cells in Gen.ArrayOf(Gen.ArrayOf(Cell, columns), rows)
            from lineEnd in Gen.Elements("\n", "\r\n", "\r")
            from finalEnd in Gen.Elements(true, false)
            from quoteAll in Gen.Elements(true, false)
            from chunkBytes in Gen.Choose(2, 70)
            select new Table(cells, new(delimiter, quote, lineEnd, finalEnd, quoteAll), chunkBytes);

        Prop.ForAll(tables.ToArbitrary(), async table => Assert.Equal(table.Cells, await ReadBack(table))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_soup_of_quotes_and_delimiters_is_read_as_the_reference_reads_it_wherever_chunks_end()
    {
        var soups =
            from pieces in Gen.Elements("\"", "\"", ",", ",", "\n", "\r", "\r\n", "a", "b\"c").ListOf()
            from chunkBytes in Gen.Choose(2, 40)
            select (Text: string.Concat(pieces), ChunkBytes: chunkBytes);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60),
            Prop.ForAll(soups.ToArbitrary(), async soup =>
            {
                files.Write("x,y\n" + soup.Text);
                await using var source = files.Open(new CsvOptions { Path = "", Delimiter = ',', AllowEmpty = true, ChunkBytes = soup.ChunkBytes });

                Assert.Equal(ReferenceReader.Read("x,y\n" + soup.Text, 2).Skip(1), await CsvFiles.Show(source));
            }));
    }

    [Fact]
    public void What_is_rejected_loads_again_or_is_still_refused_and_never_becomes_something_else()
    {
        var soups = Gen.Elements("\"", ",", "\n", "a", "b\"c", "\"d\"\"e\"", "f,\"g\nh\"\n").ListOf().Select(string.Concat);

        Prop.ForAll(soups.ToArbitrary(), async soup =>
        {
            files.Write("x,y\n" + soup);
            await using var source = files.Open(new CsvOptions { Path = "", Delimiter = ',', AllowEmpty = true });
            var rows = await CsvFiles.Show(source);
            var codes = rows.Select(row => row.Contains(": CSV", StringComparison.Ordinal) ? row[^6..] : "MAP001");
            var rejected = (await CsvFiles.Originals(source)).Zip(codes, (row, code) => $"{row},7,{code},why,x\n");

            files.Write(source.Rejected.Header + ",_row,_code,_reason,_field\n" + string.Concat(rejected));
            await using var again = files.Open(new CsvOptions { Path = "", Delimiter = ',', AllowEmpty = true });

            Assert.Equal(
                rows.Select(row => row.Contains(": CSV", StringComparison.Ordinal) ? "CSV017" : row[..^1]),
                (await CsvFiles.Show(again)).Select(row => row.Contains(": CSV", StringComparison.Ordinal)
                    ? row[^6..]
                    : row.Replace("|7|MAP001|why|x]", "", StringComparison.Ordinal)));
        }).QuickCheckThrowOnFailure();
    }

    private async Task<List<string[]>> ReadBack(Table table)
    {
        files.Write(CsvText.Write(table.Cells, table.Form));
        await using var source = files.Open(new CsvOptions
        {
            Path = "",
            Delimiter = table.Form.Delimiter,
            Quote = table.Form.Quote,
            Nulls = new([]),
            ChunkBytes = table.ChunkBytes,
        });
        var rows = new List<string[]>();
        var cells = new Value[source.Schema.Columns.Count];
        await foreach (var chunk in source.ReadAsync(1, CsvFiles.AllOf(source), CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    Assert.Null(chunk.ProblemOf(i));
                    chunk.Read(i, cells);
                    rows.Add([.. cells.Select(cell => cell.Text)]);
                }
            }
        }

        return rows;
    }

    private sealed record Table(string[][] Cells, CsvForm Form, int ChunkBytes)
    {
        public override string ToString() => $"chunks of {ChunkBytes}, {Form}: {CsvText.Write(Cells, Form)}";
    }
}

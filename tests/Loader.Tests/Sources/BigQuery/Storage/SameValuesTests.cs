using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Rest;
using Loader.Sources.Typed;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>A row has the same values whichever way it comes: a page of REST and the bytes of the Storage Read API, each through its own reader.</summary>
public sealed class SameValuesTests
{
    [Fact]
    public void Rows_of_all_types_have_the_values_in_avro_that_their_texts_in_rest_have() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var table = RandomTable.Of(new(seed), rows: 5);
            var pages = PageAsync(table.RestPage, table.Fields).AsTask().GetAwaiter().GetResult();
            for (var i = 0; i < pages.Count; i++)
            {
                var row = AvroValuesTests.Row(table.AvroSchema, table.Fields, table.AvroRows[i]);
                Assert.Equal(pages[i], row);

                // A decimal equals another one of more digits; the texts do not.
                Assert.Equal(
                    pages[i].Select(value => Encoding.UTF8.GetString(TypedText.Of(value))), row.Select(value => Encoding.UTF8.GetString(TypedText.Of(value))));
            }
        }).QuickCheckThrowOnFailure();

    private static async ValueTask<List<Value[]>> PageAsync(string json, IReadOnlyList<BigQueryField> fields)
    {
        using var page = new RestPage(await AnswerBody.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)), CancellationToken.None));
        using var chunk = new TypedChunk(new(BigQueryField.SchemaOf(fields)), fields.Count);
        chunk.Begin(1);
        Assert.False(page.Fill(chunk, fields, [.. Enumerable.Range(0, fields.Count)], most: 100, mostBytes: int.MaxValue));
        return [.. Enumerable.Range(0, chunk.Count).Select(Row)];

        Value[] Row(int index)
        {
            var cells = new Value[fields.Count];
            chunk.Read(index, cells);
            return [.. cells.Select(cell => cell.Detached())];
        }
    }
}

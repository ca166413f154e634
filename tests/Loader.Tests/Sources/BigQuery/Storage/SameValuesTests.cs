using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery;
using Loader.Sources.Typed;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>A row has the same values whichever way it comes.</summary>
public sealed class SameValuesTests
{
    [Fact]
    public void Rows_of_all_types_have_the_values_in_avro_that_their_texts_in_rest_have() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var table = RandomTable.Of(new(seed), rows: 5);
            var rest = JsonNode.Parse(table.RestPage)!["rows"]!.AsArray();
            for (var i = 0; i < rest.Count; i++)
            {
                var row = AvroValuesTests.Row(table.AvroSchema, table.Fields, table.AvroRows[i]);
                var expected = table.Fields.Select((field, column) => Cell(field, rest[i]!["f"]![column]!["v"])).ToList();
                Assert.Equal(expected, row);

                // A decimal equals another one of more digits; the texts do not.
                Assert.Equal(expected.Select(value => Encoding.UTF8.GetString(TypedText.Of(value))), row.Select(value => Encoding.UTF8.GetString(TypedText.Of(value))));
            }
        }).QuickCheckThrowOnFailure();

    private static Value Cell(BigQueryField field, JsonNode? cell)
    {
        if (field.Mode == FieldMode.Repeated) return Value.Of([.. cell!.AsArray().Select(item => Single(field, item!["v"]))]);
        return Single(field, cell);
    }

    private static Value Single(BigQueryField field, JsonNode? cell)
    {
        if (cell is null) return Value.Null;
        if (field.Type == BigQueryType.Record) return Value.Of(new ValueObject([.. field.Fields.Select((member, i) => KeyValuePair.Create(member.Name, Cell(member, cell["f"]![i]!["v"])))]));
        var text = cell.GetValue<string>();
        if (field.Type != BigQueryType.Range) return Scalar(field.Type, text);
        var ends = text[1..^1].Split(", ").Select(end => end == "UNBOUNDED" ? Value.Null : Scalar(field.RangeElement, end)).ToList();
        return BigQueryValues.Range(ends[0], ends[1]);
    }

    private static Value Scalar(BigQueryType type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return type switch
        {
            BigQueryType.Boolean => Value.Of(text == "true"),
            BigQueryType.Integer => ExactNumber.Integer(bytes),
            BigQueryType.Float => Value.Of(double.Parse(text, CultureInfo.InvariantCulture)),
            BigQueryType.Numeric or BigQueryType.BigNumeric => BigQueryValues.Decimal(bytes),
            BigQueryType.Bytes => Convert.FromBase64String(text) is var decoded ? Value.OfBytes(decoded, 0, decoded.Length) : default,
            BigQueryType.Date => BigQueryValues.Date(bytes),
            BigQueryType.Timestamp => BigQueryValues.Timestamp(long.Parse(text, CultureInfo.InvariantCulture)),
            BigQueryType.Time or BigQueryType.DateTime => BigQueryValues.Clock(bytes, new()),
            BigQueryType.Json => BigQueryValues.Json(bytes, new()),
            _ => Value.Of(text),
        };
    }
}

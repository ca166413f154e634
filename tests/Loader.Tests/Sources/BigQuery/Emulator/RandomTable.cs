using System.Text.Json.Nodes;
using Loader.Sources.BigQuery;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>A table of random columns and rows of all types, each row in both forms: REST's JSON and Avro.</summary>
internal sealed record RandomTable(IReadOnlyList<BigQueryField> Fields, string AvroSchema, IReadOnlyList<byte[]> AvroRows, string RestPage)
{
    private const int Deepest = 3;

    private static readonly BigQueryType[] Types = [.. Enum.GetValues<BigQueryType>().Where(type => type != BigQueryType.Interval)];

    public static RandomTable Of(Random random, int rows)
    {
        var fields = Enumerable.Range(0, random.Next(1, 6)).Select(i => Field(random, $"c{i}", 0)).ToList();
        var avro = new List<byte[]>();
        var rest = new JsonArray();
        for (var row = 0; row < rows; row++)
        {
            var bytes = new AvroBytes();
            rest.Add(new JsonObject { ["f"] = new JsonArray([.. fields.Select(field => (JsonNode)new JsonObject { ["v"] = Cell(random, field, bytes) })]) });
            avro.Add(bytes.ToArray());
        }

        return new(fields, new AvroTypes().Schema(fields), avro, new JsonObject { ["totalRows"] = $"{rows}", ["rows"] = rest }.ToJsonString());
    }

    private static BigQueryField Field(Random random, string name, int depth)
    {
        var type = depth == Deepest ? BigQueryType.String : Types[random.Next(Types.Length)];
        var field = new BigQueryField(name, type) { Mode = (FieldMode)random.Next(3) };
        return type switch
        {
            BigQueryType.Record => field with { Fields = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Field(random, $"m{i}", depth + 1))] },
            BigQueryType.Range =>
                field with { RangeElement = random.Next(3) switch { 0 => BigQueryType.Date, 1 => BigQueryType.DateTime, _ => BigQueryType.Timestamp } },
            _ => field,
        };
    }

    /// <summary>Writes a cell as Avro, and gives its REST form.</summary>
    private static JsonNode? Cell(Random random, BigQueryField field, AvroBytes avro)
    {
        if (field.Mode == FieldMode.Repeated) return List(random, field, avro);
        if (field.Mode == FieldMode.Required) return Single(random, field, avro);
        if (random.Next(4) == 0)
        {
            avro.Long(0);
            return null;
        }

        avro.Long(1);
        return Single(random, field, avro);
    }

    private static JsonArray List(Random random, BigQueryField field, AvroBytes avro)
    {
        var items = new JsonArray();
        for (var block = random.Next(3); block > 0; block--)
        {
            var count = random.Next(1, 4);
            var bytes = new AvroBytes();
            for (var i = 0; i < count; i++) items.Add(new JsonObject { ["v"] = Single(random, field, bytes) });
            if (random.Next(2) == 0) avro.Long(count);
            else avro.Long(-count).Long(bytes.ToArray().Length);
            avro.Raw(bytes.ToArray());
        }

        avro.Long(0);
        return items;
    }

    private static JsonNode Single(Random random, BigQueryField field, AvroBytes avro)
    {
        if (field.Type == BigQueryType.Record)
        {
            var cells = field.Fields.Select(member => (JsonNode)new JsonObject { ["v"] = Cell(random, member, avro) });
            return new JsonObject { ["f"] = new JsonArray([.. cells]) };
        }

        return field.Type == BigQueryType.Range
            ? $"[{End(random, field, avro)}, {End(random, field, avro)})"
            : RandomScalars.Of(random, field.Type, avro);
    }

    private static string End(Random random, BigQueryField field, AvroBytes avro)
    {
        var isOpen = random.Next(3) == 0;
        avro.Long(isOpen ? 0 : 1);
        return isOpen ? "UNBOUNDED" : RandomScalars.Of(random, field.RangeElement, avro);
    }
}

using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loader.Sources.BigQuery;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>
/// A table that is stated in REST's forms as the Storage Read API serves it, after Google's "Avro schema details". It shares nothing with the reader
/// under test but the names of the types.
/// </summary>
internal static class AvroCells
{
    private static readonly DateOnly FirstDay = new(1970, 1, 1);

    /// <param name="table">The table.</param>
    /// <param name="mostStreams">How many streams there are at most.</param>
    /// <param name="messageRows">How many rows a message has.</param>
    /// <param name="streamRows">How many rows each stream has; null: as the server likes.</param>
    public static StorageTable Of(EmulatedTable table, int mostStreams = 4, int messageRows = 500, IReadOnlyList<int>? streamRows = null)
    {
        using var schema = JsonDocument.Parse(new JsonObject { ["fields"] = table.Schema.DeepClone() }.ToJsonString());
        var fields = BigQueryField.ReadAll(schema.RootElement);
        var types = new AvroTypes();
        return new()
        {
            Columns = [.. fields.Select(field => (field.Name, types.Of(field).ToJsonString()))],
            Rows = [.. table.Rows.Select(row => fields.Select((field, i) => Bytes(field, row[i])).ToArray())],
            MostStreams = mostStreams,
            MessageRows = messageRows,
            StreamRows = streamRows,
            IsView = table.Type is not ("TABLE" or "SNAPSHOT"),
        };
    }

    private static byte[] Bytes(BigQueryField field, JsonNode? cell)
    {
        var avro = new AvroBytes();
        Cell(field, cell, avro);
        return avro.ToArray();
    }

    private static void Cell(BigQueryField field, JsonNode? cell, AvroBytes avro)
    {
        if (field.Mode == FieldMode.Repeated)
        {
            var items = cell?.AsArray() ?? [];
            if (items.Count > 0) avro.Long(items.Count);
            foreach (var item in items) Single(field, item!["v"]!, avro);
            avro.Long(0);
            return;
        }

        if (field.Mode == FieldMode.Nullable) avro.Long(cell is null ? 0 : 1);
        if (cell is not null) Single(field, cell, avro);
    }

    private static void Single(BigQueryField field, JsonNode cell, AvroBytes avro)
    {
        switch (field.Type)
        {
            case BigQueryType.Record:
                for (var i = 0; i < field.Fields.Count; i++) Cell(field.Fields[i], cell["f"]![i]!["v"], avro);
                break;
            case BigQueryType.Range:
                var ends = cell.GetValue<string>()[1..^1].Split(", ");
                foreach (var end in ends)
                {
                    avro.Long(end == "UNBOUNDED" ? 0 : 1);
                    if (end != "UNBOUNDED") Scalar(field.RangeElement, end, avro);
                }

                break;
            default:
                Scalar(field.Type, cell.GetValue<string>(), avro);
                break;
        }
    }

    private static void Scalar(BigQueryType type, string text, AvroBytes avro) => _ = type switch
    {
        BigQueryType.Boolean => avro.Byte((byte)(text == "true" ? 1 : 0)),
        BigQueryType.Integer or BigQueryType.Timestamp => avro.Long(long.Parse(text, CultureInfo.InvariantCulture)),
        BigQueryType.Float => avro.Double(double.Parse(text, CultureInfo.InvariantCulture)),
        BigQueryType.Numeric => avro.Bytes(Unscaled(text, 9)),
        BigQueryType.BigNumeric => avro.Bytes(Unscaled(text, 38)),
        BigQueryType.Bytes => avro.Bytes(Convert.FromBase64String(text)),
        BigQueryType.Date => avro.Long(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - FirstDay.DayNumber),
        BigQueryType.Time => avro.Long(TimeOnly.Parse(text, CultureInfo.InvariantCulture).Ticks / TimeSpan.TicksPerMicrosecond),
        _ => avro.Text(text),
    };

    /// <summary>Two's complement, big endian, in the 16 or 32 bytes that were recorded.</summary>
    private static byte[] Unscaled(string text, int scale)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        var number = BigInteger.Parse(digits + new string('0', scale - (point < 0 ? 0 : text.Length - point - 1)), CultureInfo.InvariantCulture);
        var bytes = number.ToByteArray(isBigEndian: true);
        return [.. Enumerable.Repeat((byte)(number.Sign < 0 ? 0xff : 0), (scale == 9 ? 16 : 32) - bytes.Length), .. bytes];
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Google.Protobuf;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Storage.Wire;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.Benchmarks.BigQuery;

/// <summary>A table of purchases with 12 columns, encoded beforehand: what is measured is reading, not making.</summary>
internal static class PurchaseTable
{
    /// <summary>Rows of one message of the Storage Read API: about a megabyte, as the service sends them.</summary>
    public const int MessageRows = 8_192;

    private const string OfText = "[\"null\",\"string\"]";

    private static readonly (string Name, BigQueryType Type, string Avro)[] Columns =
    [
        ("order_id", BigQueryType.String, OfText), ("created_at", BigQueryType.Timestamp, """["null",{"type":"long","logicalType":"timestamp-micros"}]"""),
        ("client_id", BigQueryType.String, OfText), ("session_id", BigQueryType.Integer, """["null","long"]"""), ("page_id", BigQueryType.String, OfText),
        ("status", BigQueryType.String, OfText), (
            "total", BigQueryType.Numeric, """["null",{"type":"bytes","logicalType":"decimal","precision":38,"scale":9}]"""),
        ("currency", BigQueryType.String, OfText), ("coupon", BigQueryType.String, OfText), ("quantity", BigQueryType.Integer, """["null","long"]"""),
        ("is_new", BigQueryType.Boolean, """["null","boolean"]"""), ("day", BigQueryType.Date, """["null",{"type":"int","logicalType":"date"}]"""),
    ];

    public static IReadOnlyList<BigQueryField> Fields { get; } = [.. Columns.Select(column => new BigQueryField(column.Name, column.Type))];

    public static string AvroSchema { get; } =
        $$"""{"type":"record","name":"__root__","fields":[{{string.Join(',', Columns.Select(column => $$"""{"name":"{{column.Name}}","type":{{column.Avro}}}"""))}}]}""";

    /// <summary>A framed message of so many rows.</summary>
    public static byte[] Message(Random random, int rows)
    {
        var avro = new AvroBytes();
        for (var i = 0; i < rows; i++) Write(Row(random), avro);
        var message = new ReadRowsResponse { AvroRows = new() { SerializedBinaryRows = ByteString.CopyFrom(avro.ToArray()) }, RowCount = rows }.ToByteArray();
        var framed = new byte[message.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    /// <summary>The rows of a page of REST, between its brackets.</summary>
    public static byte[] Page(Random random, int rows)
    {
        var json = new StringBuilder();
        for (var i = 0; i < rows; i++)
        {
            var row = Row(random);
            var total = (row.Cents / 100m).ToString(CultureInfo.InvariantCulture);
            var day = DateOnly.FromDayNumber(row.Day + new DateOnly(1970, 1, 1).DayNumber).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            string?[] cells =
            [
                row.Order, Text(row.Created), row.Client, Text(row.Session), row.Page, row.Status, total, row.Currency, row.Coupon, Text(row.Quantity), row.IsNew ? "true" : "false", day,
            ];
            json.Append(i == 0 ? "" : ",").Append("{\"f\":[").AppendJoin(
                ',', cells.Select(cell => cell is null ? "{\"v\":null}" : $"{{\"v\":\"{cell}\"}}")).Append("]}");
        }

        return Encoding.UTF8.GetBytes(json.ToString());

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static Purchase Row(Random random) => new(
        $"A{random.Next(100_000_000):D8}", 1_700_000_000_000_000 + random.NextInt64(30_000_000_000_000), new Guid(
            Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256)).ToArray()).ToString(),
        random.NextInt64(1_000_000_000_000), $"/shop/product-{random.Next(10_000)}", random.Next(10) == 0 ? "open" : "paid", random.Next(100, 100_000), random.Next(5) == 0 ? "USD" : "EUR",
        random.Next(4) == 0 ? "SPRING26" : null, random.Next(1, 9), random.Next(2) == 0, 19_000 + random.Next(1_000));

    private static void Write(Purchase row, AvroBytes avro)
    {
        avro.Long(1)
            .Text(row.Order)
            .Long(1)
            .Long(row.Created)
            .Long(1)
            .Text(row.Client)
            .Long(1)
            .Long(row.Session)
            .Long(1)
            .Text(row.Page)
            .Long(1)
            .Text(row.Status);
        var total = new BigInteger(row.Cents * 10_000_000L).ToByteArray(isBigEndian: true);
        avro.Long(1).Bytes([.. new byte[16 - total.Length], .. total]).Long(1).Text(row.Currency);
        if (row.Coupon is null) avro.Long(0);
        else avro.Long(1).Text(row.Coupon);
        avro.Long(1).Long(row.Quantity).Long(1).Byte((byte)(row.IsNew ? 1 : 0)).Long(1).Long(row.Day);
    }

    private sealed record Purchase(
        string Order, long Created, string Client, long Session, string Page, string Status, long Cents, string Currency, string? Coupon, long Quantity, bool IsNew, int Day);
}

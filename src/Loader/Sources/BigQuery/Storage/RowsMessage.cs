using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.BigQuery.Storage.Wire;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>
/// What a ReadRowsResponse says of its rows. Found in the message's bytes, where the rows stay: the generated class would copy up to 128 MB once more. The
/// rest of a message (progress, throttling) is passed over.
/// </summary>
/// <param name="Offset">Where the Avro rows begin in the message.</param>
/// <param name="Length">How many bytes they have.</param>
/// <param name="Rows">How many rows they are.</param>
internal readonly record struct RowsMessage(int Offset, int Length, long Rows)
{
    /// <exception cref="DamagedRowsException">It is no such message.</exception>
    public static RowsMessage Of(MessageBuffer message)
    {
        var found = default(RowsMessage);
        var fields = new WireFields(message.Span, 0);
        while (fields.Next())
        {
            if (fields.Number == ReadRowsResponse.RowCountFieldNumber && fields.Number64 > 0) found = found with { Rows = (long)fields.Number64 };
            if (fields.Number == ReadRowsResponse.AvroRowsFieldNumber) found = Bytes(message, fields, found);
        }

        return found.Rows >= 0 ? found : throw new DamagedRowsException($"a message of the Storage Read API has {found.Rows} rows");
    }

    private static RowsMessage Bytes(MessageBuffer message, WireFields rows, RowsMessage found)
    {
        var fields = new WireFields(message.Span.Slice(rows.Offset, rows.Length), rows.Offset);
        while (fields.Next())
        {
            // Where servers of an older description count them.
            if (fields.Number == AvroRows.RowCountFieldNumber && found.Rows == 0) found = found with { Rows = (long)fields.Number64 };
            if (fields.Number == AvroRows.SerializedBinaryRowsFieldNumber) found = found with { Offset = fields.Offset, Length = fields.Length };
        }

        return found;
    }
}

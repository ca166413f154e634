using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loader.Books.Records;
using Loader.Mappings.Rows;

namespace Loader.Reports;

/// <summary>Rejected rows as one JSON object per line: the original members with their digits, those that are added behind them.</summary>
internal sealed class JsonLines(string load) : IRejectedLines
{
    /// <summary>Holds a row that is no JSON object, as text.</summary>
    private const string Original = "_original";

    public string? Header => null;

    public string Line(FailedRow row)
    {
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        WriteOriginal(json, row.Original);
        json.WriteNumber(RejectedLayout.AddedColumns[RejectedLayout.RowIndex], row.Row);
        json.WriteString(RejectedLayout.AddedColumns[RejectedLayout.CodeIndex], row.Code);
        json.WriteString(RejectedLayout.AddedColumns[2], row.Reason);
        json.WriteString(RejectedLayout.AddedColumns[3], row.Field);
        if (row.Events is not null) json.WriteString(RejectedLayout.AddedColumns[RejectedLayout.UnsentIndex], RejectedRow.Cell(row.Events));
        json.WriteString(RejectedLayout.AddedColumns[RejectedLayout.LoadIndex], load);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void WriteOriginal(Utf8JsonWriter json, ReadOnlyMemory<byte> original)
    {
        if (ParseObject(original) is not { } document)
        {
            json.WriteString(Original, Encoding.UTF8.GetString(original.Span));
            return;
        }

        using (document)
        {
            foreach (var member in document.RootElement.EnumerateObject())
                if (!RejectedLayout.AddedColumns.Contains(member.Name, StringComparer.Ordinal)) member.WriteTo(json);
        }
    }

    private static JsonDocument? ParseObject(ReadOnlyMemory<byte> original)
    {
        try
        {
            var document = JsonDocument.Parse(original);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // A row that could not be read is kept as text.
        }

        return null;
    }
}

using System.Text;
using System.Text.Json;
using Loader.Books.Records;
using Loader.Mappings.Rows;

namespace Loader.Reports;

/// <summary>The texts of a failed row's cells, so that they can be found in its reason.</summary>
internal static class OriginalCells
{
    public static IEnumerable<string> Of(FailedRow row, RejectedLayout layout) =>
        layout.Delimiter is { } delimiter
            ? DelimitedText.Cells(Encoding.UTF8.GetString(row.Original.Span), delimiter, layout.Quote)
            : Json(row.Original);

    /// <summary>The names of the source's columns, where the layout tells.</summary>
    public static IEnumerable<string> Names(RejectedLayout layout) =>
        layout is { Header: { } header, Delimiter: { } delimiter } ? DelimitedText.Cells(header, delimiter, layout.Quote) : [];

    private static List<string> Json(ReadOnlyMemory<byte> row)
    {
        var texts = new List<string>();
        var reader = new Utf8JsonReader(row.Span);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String) texts.Add(reader.GetString() ?? "");
                if (reader.TokenType == JsonTokenType.Number) texts.Add(Encoding.UTF8.GetString(reader.ValueSpan));
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // What cannot be read further has no cells; the row as a whole stands for the rest.
            texts.Add(Encoding.UTF8.GetString(row.Span));
        }

        return texts;
    }
}

using System.Globalization;
using System.Text.Json;
using Loader.Mappings.Rows;

namespace Loader.Sources.Json;

/// <summary>Reads the members that a rejected file has beside those of its rows.</summary>
internal static class JsonRejected
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    /// <param name="row">One object, which has been parsed before.</param>
    public static RejectedRow Read(ReadOnlySpan<byte> row)
    {
        var (load, number, unsent) = ("", "", "");
        var reader = new Utf8JsonReader(row, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var added = Added(ref reader);
            reader.Read();
            switch (added)
            {
                case RejectedLayout.LoadIndex when reader.TokenType == JsonTokenType.String:
                    load = reader.GetString()!;
                    break;
                case RejectedLayout.RowIndex when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var said):
                    number = said.ToString(CultureInfo.InvariantCulture);
                    break;
                case RejectedLayout.UnsentIndex when reader.TokenType == JsonTokenType.String:
                    unsent = reader.GetString()!;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return RejectedRow.Of(load, number, unsent);
    }

    private static int Added(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < RejectedLayout.AddedColumns.Count; i++)
            if (reader.ValueTextEquals(RejectedLayout.AddedColumns[i])) return i;
        return -1;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Loader.Books.Records;

/// <summary>What a destination called a request it accepted, and which rows were in it: its result is asked for by that.</summary>
internal sealed record Receipt : IRowRecord<Receipt>
{
    /// <summary>The first of its rows.</summary>
    public required long Row { get; init; }

    /// <summary>The last of its rows.</summary>
    public required long LastRow { get; init; }

    /// <summary>How many rows it covers.</summary>
    public required long Rows { get; init; }

    /// <summary>Exactly which rows: <c>1-500,502</c>.</summary>
    public required string Ranges { get; init; }

    public required string Text { get; init; }

    /// <summary>When the answer was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <param name="text">The destination's word for the request.</param>
    /// <param name="rows">Its rows, in any order; a row with several events may stand here several times.</param>
    /// <param name="at">When the answer was read.</param>
    public static Receipt Of(string text, ReadOnlySpan<long> rows, DateTimeOffset at)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted);
        var ranges = new StringBuilder();
        var count = 0L;
        for (var i = 0; i < sorted.Length;)
        {
            var first = sorted[i];
            var last = first;
            for (i++; i < sorted.Length && sorted[i] <= last + 1; i++) last = sorted[i];
            count += last - first + 1;
            if (ranges.Length > 0) ranges.Append(',');
            ranges.Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first) ranges.Append(CultureInfo.InvariantCulture, $"-{last}");
        }

        return new() { Row = sorted[0], LastRow = sorted[^1], Rows = count, Ranges = ranges.ToString(), Text = text, At = at };
    }

    public static Receipt Unexplained(long row) => throw new InvalidOperationException($"row {row}: receipts are read one after another, never looked up");

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("last_row"u8, LastRow);
        json.WriteNumber("rows"u8, Rows);
        json.WriteString("ranges"u8, Ranges);
        json.WriteString("receipt"u8, Text);
        json.WriteString("at"u8, At);
    }

    public static Receipt Read(long row, JsonElement json) => new()
    {
        Row = row,
        LastRow = json.GetProperty("last_row"u8).GetInt64(),
        Rows = json.GetProperty("rows"u8).GetInt64(),
        Ranges = json.TextOf("ranges") ?? "",
        Text = json.TextOf("receipt") ?? "",
        At = json.GetProperty("at"u8).GetDateTimeOffset(),
    };
}

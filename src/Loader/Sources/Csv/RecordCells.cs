using CsvHelper;

namespace Loader.Sources.Csv;

/// <summary>One record with its cells copied out: for headers and for rows that are rejected, not for rows that are loaded.</summary>
/// <param name="Cells">Without quotes, as far as they can be told apart.</param>
/// <param name="Start">Offset of the record in the text.</param>
/// <param name="End">Offset after its last cell, before the line break.</param>
/// <param name="Broken">Whether its quotes are not in order.</param>
internal sealed record RecordCells(IReadOnlyList<byte[]> Cells, int Start, int End, bool Broken)
{
    /// <summary>The first record of a text that begins with a line break; null when there is none.</summary>
    public static RecordCells? First(ReadOnlyMemory<byte> text, CsvDialect dialect)
    {
        var isOdd = false;
        using var reader = CsvReader.Create(text, dialect.Options(_ => isOdd = true));
        if (!reader.Read()) return null;
        var cells = new byte[reader.FieldCount][];
        for (var i = 0; i < cells.Length; i++) cells[i] = reader.GetSpan(i).ToArray();
        var start = (int)reader.ByteOffset;
        var quotes = new RecordEnd(dialect);
        if (isOdd) quotes.Find(reader.RawRecord);
        return new(cells, start, start + reader.RawRecord.Length, quotes.IsBroken || quotes.IsQuoted);
    }
}

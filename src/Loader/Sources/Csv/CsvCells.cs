using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Loader.Sources.Csv;

/// <summary>Writes cells as a file of this dialect has them: quoted where needed, bytes that are not text marked.</summary>
internal static class CsvCells
{
    /// <summary>Writes exactly <paramref name="count"/> cells: missing ones are empty, further ones are left out.</summary>
    public static void Write(IReadOnlyList<byte[]> cells, int count, CsvDialect dialect, IBufferWriter<byte> output)
    {
        for (var i = 0; i < count; i++)
        {
            if (i > 0) output.Write([dialect.DelimiterByte]);
            // A lone empty cell would be a blank line, which is no row.
            Write(i < cells.Count ? cells[i] : [], dialect, output, quoted: count == 1 && (cells.Count == 0 || cells[0].Length == 0));
        }
    }

    /// <summary>The cells as one line of text.</summary>
    public static string Line(IEnumerable<string> cells, CsvDialect dialect)
    {
        var output = new ArrayBufferWriter<byte>();
        var bytes = cells.Select(Encoding.UTF8.GetBytes).ToList();
        Write(bytes, bytes.Count, dialect, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Write(ReadOnlySpan<byte> cell, CsvDialect dialect, IBufferWriter<byte> output, bool quoted)
    {
        if (!Utf8.IsValid(cell) || cell.Contains((byte)0)) cell = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(cell).Replace('\0', '\uFFFD'));
        if (!quoted && cell.IndexOfAny([dialect.DelimiterByte, dialect.QuoteByte, (byte)'\r', (byte)'\n']) < 0)
        {
            output.Write(cell);
            return;
        }

        ReadOnlySpan<byte> quote = [dialect.QuoteByte];
        output.Write(quote);
        while (cell.IndexOf(dialect.QuoteByte) is >= 0 and var at)
        {
            output.Write(cell[..(at + 1)]);
            output.Write(quote);
            cell = cell[(at + 1)..];
        }

        output.Write(cell);
        output.Write(quote);
    }
}

using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources.Csv;

/// <summary>What is known of a file once its head has been read, and the same for every reading of it.</summary>
/// <param name="Name">The path as the mapping names it.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="Dialect">How it is cut into cells.</param>
/// <param name="Encoding">What its bytes mean.</param>
/// <param name="Options">Limits and null texts.</param>
/// <param name="Kept">How many of its columns are its own: all, or without those that a rejected file has at its end.</param>
/// <param name="DataStart">Where the rows begin, in bytes of UTF-8 after the byte order mark.</param>
/// <param name="DataLine">The line on which they begin.</param>
internal sealed record CsvTable(
    string Name, Schema Schema, CsvDialect Dialect, TextEncoding Encoding, CsvOptions Options, int Kept, long DataStart, long DataLine)
{
    /// <summary>Whether nothing stands behind its header.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>What no setting said.</summary>
    public Lazy<IReadOnlyList<Detection>> Detected { get; init; } = new([]);

    /// <summary>The table of the first of several files, when this is a later one: rejected rows are written as they stand in that one.</summary>
    public CsvTable? First { get; init; }

    /// <summary>Where the cell of each column stands in a row of this file, when it has its columns in another order than the first one.</summary>
    public int[]? Order { get; init; }

    /// <summary>Whether a row as it stands is how the rejected file wants it.</summary>
    public bool IsWrittenAsItStands => Order is null && CodeColumn < 0 && (First is null || First.Dialect == Dialect);

    /// <summary>The column of a rejected file that says why a row was rejected, or -1 in any other file.</summary>
    public int CodeColumn => Kept == Schema.Columns.Count ? -1 : Kept + RejectedLayout.CodeIndex;

    /// <summary>What a rejected file says of a row.</summary>
    /// <param name="cells">The row's cells, in the order of this file.</param>
    public RejectedRow? RejectedAs(IReadOnlyList<byte[]> cells)
    {
        if (CodeColumn < 0) return null;
        return RejectedRow.Of(Added(RejectedLayout.LoadIndex), Added(RejectedLayout.RowIndex), Added(RejectedLayout.UnsentIndex));

        string Added(int index)
        {
            var column = Kept + index;
            if (column >= Schema.Columns.Count) return "";
            var place = Order?[column] ?? column;
            return place < cells.Count ? System.Text.Encoding.UTF8.GetString(cells[place]) : "";
        }
    }

    public string NameOf(int column) => column < Schema.Columns.Count ? $"cell {column + 1} ('{Schema.Columns[column].Name}')" : $"cell {column + 1}";

    public Place At(long line) => new(Name, (int)Math.Min(line, int.MaxValue), 0);
}

namespace Loader.Sources.Xlsx;

/// <summary>Columns by their letters: A to Z, AA, AB, …</summary>
internal static class CellName
{
    private const int Letters = 26;

    /// <summary>The letters of a column, counted from 0.</summary>
    public static string LettersOf(int column)
    {
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / Letters) letters = (char)('A' + ((left - 1) % Letters)) + letters;
        return letters;
    }

    /// <summary>The column of a cell such as AB12, counted from 0.</summary>
    public static int ColumnOf(string cell)
    {
        var column = 0;
        foreach (var letter in cell.TakeWhile(char.IsAsciiLetter).Take(4)) column = (column * Letters) + (letter & ~0x20) - 'A' + 1;
        return column - 1;
    }
}

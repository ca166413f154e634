namespace Loader.Mappings.Rows;

/// <summary>
/// Reads look-up tables from files. The mapping language itself opens none: whoever compiles a mapping says what a path means, or gives
/// nothing, and then tables in files are not available.
/// </summary>
public interface ITableFiles
{
    /// <summary>
    /// The table in a file: its keys are the texts of one column, its values objects with a member per column. Asked once per look-up,
    /// before the first row.
    /// </summary>
    /// <param name="path">As the mapping writes it.</param>
    /// <param name="keyColumn">The column of the keys.</param>
    /// <param name="column">The column that is looked up; whether the table has it is for the caller to see.</param>
    /// <param name="trouble">Why there is no table: a sentence, and what to do about it where that is known.</param>
    Table? Open(string path, string keyColumn, string column, out (string Message, string? Hint) trouble);
}

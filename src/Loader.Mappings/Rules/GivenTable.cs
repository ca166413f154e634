using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Rules;

/// <summary>A look-up table as tests give it: instead of the mapping's own, or of a file.</summary>
/// <param name="Name">The table's name, or the file's path as the mapping writes it.</param>
/// <param name="Rows">What it holds instead.</param>
/// <param name="Place">Where the name stands.</param>
public sealed record GivenTable(string Name, IReadOnlyList<GivenRow> Rows, Place Place)
{
    public bool IsFile => Tables.IsFile(Name);
}

/// <summary>A row of a table that tests give.</summary>
/// <param name="Key">What it is found under; null in a file, where one of the cells is that.</param>
/// <param name="Value">A single value, or an object with a member per column.</param>
/// <param name="Place">Where it stands.</param>
public sealed record GivenRow(string? Key, Value Value, Place Place);

using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary>One entry of <c>columns:</c>: the type that a column's cells are read as, and what stands for an empty cell.</summary>
/// <param name="Name">The column, as the source writes it.</param>
/// <param name="Conversion">
/// The type, a function of the cell: <c>decimal</c>, <c>time("yyyy-MM-dd", "Europe/Rome")</c>; null where only a default is given.
/// </param>
/// <param name="Place">Where the name stands.</param>
public sealed record ColumnRule(string Name, Formula? Conversion, Place Place)
{
    /// <summary>What a cell that is null or an empty text counts as: read like a cell. Null: nothing.</summary>
    public TemplateConstant? Default { get; init; }
}

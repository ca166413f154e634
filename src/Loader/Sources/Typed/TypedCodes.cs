using Loader.Mappings.Findings;

namespace Loader.Sources.Typed;

/// <summary>What can be wrong with a single cell of a source that brings its own types. A row fails from it only where the mapping uses the cell.</summary>
public static class TypedCodes
{
    public static readonly FindingCode NoValue = new(
        "CEL001",
        Severity.Error,
        "a cell whose value the mapping language cannot hold",
        """
        A number that is none (NaN), a date at infinity or before the year 1, a length of time in months, an error that a spreadsheet computed (#N/A). It is
        never rounded or guessed. Convert it where the rows come from (in SQL: amount::text), correct the cell, or say in the mapping
        what to use instead: try(total, 0).
        """);

    public static readonly IReadOnlyList<FindingCode> All = [NoValue];
}

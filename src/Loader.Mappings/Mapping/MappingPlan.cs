using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>A compiled mapping: what a mapper does for each row. Shared by the mappers of all threads, so nothing in it changes.</summary>
internal sealed record MappingPlan
{
    /// <summary>How many cells a row has.</summary>
    public required int Cells { get; init; }

    public required IReadOnlyList<int> Columns { get; init; }

    public required Node Key { get; init; }

    public required PlannedCondition[] Skips { get; init; }

    public required IReadOnlyList<string> SkipReasons { get; init; }

    public required PlannedCondition[] Rejects { get; init; }

    public required EventShape Shape { get; init; }

    public required PlannedSlot[] Slots { get; init; }
}

/// <summary>A compiled rule.</summary>
/// <param name="Field">Its name for people: <c>skip.not_paid</c>.</param>
/// <param name="Node">True for the rows it is about.</param>
/// <param name="Rejection">What is wrong with a row for which it holds; null for skip rules.</param>
internal sealed record PlannedCondition(string Field, Node Node, Problem? Rejection);

/// <summary>A compiled field.</summary>
/// <param name="Path">Its name for people: <c>ecommerce.value</c>.</param>
/// <param name="Node">Its value.</param>
/// <param name="MayHideProblems">Whether the value can be, or contain, what JSON cannot say.</param>
internal readonly record struct PlannedSlot(string Path, Node Node, bool MayHideProblems);

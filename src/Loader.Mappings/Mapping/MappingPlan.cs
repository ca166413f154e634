using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>A compiled mapping: what a mapper does for each row. Shared by the mappers of all threads, so nothing in it changes.</summary>
internal sealed record MappingPlan
{
    /// <summary>How many cells a row has.</summary>
    public required int Cells { get; init; }

    /// <summary>How many named values there are.</summary>
    public required int Lets { get; init; }

    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>The mapping's own tables that something is looked up in.</summary>
    public required IReadOnlyCollection<string> Tables { get; init; }

    /// <summary>What neighbouring rows of one event have in common; null when every row is for itself.</summary>
    public required Node? Group { get; init; }

    public required int MaxRows { get; init; }

    /// <summary>Null: the group's key.</summary>
    public required Node? Key { get; init; }

    public required PlannedCondition[] Skips { get; init; }

    /// <summary>The skip rules' names, then the reason of rows that become no event.</summary>
    public required IReadOnlyList<string> SkipReasons { get; init; }

    public required PlannedCondition[] Rejects { get; init; }

    public required PlannedEvent[] Events { get; init; }

    /// <summary>Whether a row can become several events, so that each has a name behind the row's key.</summary>
    public required bool Named { get; init; }
}

/// <summary>A compiled rule.</summary>
/// <param name="Field">Its name for people: <c>skip.not_paid</c>.</param>
/// <param name="Node">True for the rows it is about.</param>
/// <param name="Rejection">What is wrong with a row for which it holds; null for skip rules.</param>
internal sealed record PlannedCondition(string Field, Node Node, Problem? Rejection);

/// <summary>One of the events that a row can become.</summary>
/// <param name="Name">Its name; null for the only one.</param>
/// <param name="Utf8">The name as it stands in keys, with its slash.</param>
/// <param name="Shape">What it looks like.</param>
/// <param name="Slots">What fills it.</param>
/// <param name="When">When a row, or an element, becomes it; null: always.</param>
/// <param name="Each">The list whose elements become events; null: the row becomes one.</param>
internal sealed record PlannedEvent(string? Name, byte[] Utf8, EventShape Shape, PlannedSlot[] Slots, PlannedCondition? When, PlannedEach? Each);

/// <summary>A list whose elements become events.</summary>
/// <param name="List">The list; null: the rows of the group.</param>
/// <param name="Depth">Where the element is kept.</param>
/// <param name="Field">Its name for people: <c>events.purchase.each</c>.</param>
internal sealed record PlannedEach(Node? List, int Depth, string Field);

/// <summary>A compiled field.</summary>
/// <param name="Path">Its name for people: <c>ecommerce.value</c>.</param>
/// <param name="Node">Its value.</param>
/// <param name="MayHideProblems">Whether the value can be, or contain, what JSON cannot say.</param>
internal readonly record struct PlannedSlot(string Path, Node Node, bool MayHideProblems);

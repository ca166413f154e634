using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Events;

/// <summary>
/// What every event of one kind looks like: a tree of names with constants and slots. Known before the first row, so
/// destinations check it once and find the slots they need; a row then only fills the slots.
/// </summary>
/// <param name="Root">The event's members.</param>
/// <param name="SlotCount">How many values a row fills.</param>
/// <param name="KeepNulls">Whether a slot that is null is written as null instead of being left out.</param>
public sealed record EventShape(ShapeObject Root, int SlotCount, bool KeepNulls = false);

/// <summary>A part of an event's shape. Closed: object, list, constant, slot.</summary>
public abstract record ShapeNode(Place Place)
{
    private protected static string Unreachable(ShapeNode node) => $"unknown shape {node.GetType().Name}";
}

/// <summary>An object with its members in the order of the mapping. Names are unique.</summary>
public sealed record ShapeObject(IReadOnlyList<ShapeMember> Members, Place Place) : ShapeNode(Place)
{
    /// <summary>The member of that name, or null.</summary>
    public ShapeMember? Find(string name) => Members.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal));
}

/// <summary>One named member; <paramref name="Place"/> is where its name stands.</summary>
public sealed record ShapeMember(string Name, ShapeNode Node, Place Place);

/// <summary>A list of fixed length.</summary>
public sealed record ShapeList(IReadOnlyList<ShapeNode> Items, Place Place) : ShapeNode(Place);

/// <summary>A value that is the same in every event.</summary>
public sealed record ShapeConstant(Value Value, Place Place) : ShapeNode(Place);

/// <summary>A value that a row fills.</summary>
/// <param name="Index">Its index in the event's slots.</param>
/// <param name="Kind">Its type where it is known before the first row.</param>
/// <param name="Path">Its name for people: <c>ecommerce.value</c>.</param>
/// <param name="Place">Where its expression stands.</param>
public sealed record ShapeSlot(int Index, ValueKind? Kind, string Path, Place Place) : ShapeNode(Place);

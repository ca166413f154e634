using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations;

/// <summary>Where a value of an event comes from: the same for every row, a slot that rows fill, or nowhere.</summary>
internal sealed class FieldSource
{
    private readonly int slot;
    private readonly Value constant;

    private FieldSource(int slot, Value constant, ValueKind? kind, Place place, bool isGiven)
    {
        this.slot = slot;
        this.constant = constant;
        Kind = kind;
        Place = place;
        IsGiven = isGiven;
    }

    /// <summary>Whether the mapping has the field at all (with something else than a constant null).</summary>
    public bool IsGiven { get; }

    public bool IsConstant => slot < 0;

    /// <summary>The type, where it is known before the first row.</summary>
    public ValueKind? Kind { get; }

    public Place Place { get; }

    public static FieldSource Absent(Place place) => new(-1, Value.Null, ValueKind.Null, place, isGiven: false);

    /// <summary>The source that a node is; null when it is an object or a list.</summary>
    public static FieldSource? Of(ShapeNode node) => node switch
    {
        ShapeConstant constant => new(-1, constant.Value, constant.Value.Kind, constant.Place, !constant.Value.IsNull),
        ShapeSlot slot => new(slot.Index, Value.Null, slot.Kind, slot.Place, isGiven: true),
        _ => null,
    };

    public Value In(ReadOnlySpan<Value> slots) => slot < 0 ? constant : slots[slot];
}

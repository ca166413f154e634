using System.Diagnostics;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Testing;

/// <summary>An event's fields as one object: what its JSON would have, null where a mapping keeps nulls.</summary>
internal static class EventFields
{
    public static Value Of(EventShape shape, ReadOnlySpan<Value> slots) => Members(shape.Root, slots, shape.KeepNulls);

    private static Value Members(ShapeObject shape, ReadOnlySpan<Value> slots, bool keepNulls)
    {
        var members = new List<KeyValuePair<string, Value>>(shape.Members.Count);
        foreach (var member in shape.Members)
        {
            var value = Of(member.Node, slots, keepNulls);
            if (!value.IsNull || keepNulls) members.Add(new(member.Name, value));
        }

        return Value.Of(new ValueObject(members));
    }

    private static Value Of(ShapeNode node, ReadOnlySpan<Value> slots, bool keepNulls)
    {
        switch (node)
        {
            case ShapeObject members: return Members(members, slots, keepNulls);
            case ShapeConstant constant: return constant.Value;
            case ShapeSlot slot: return slots[slot.Index].Detached();
            case ShapeList list:
                var items = new Value[list.Items.Count];
                for (var i = 0; i < items.Length; i++) items[i] = Of(list.Items[i], slots, keepNulls);
                return Value.Of(items);
            default: throw new UnreachableException();
        }
    }
}

using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>A named value, computed once per row whoever asks for it, or once per group when it is the group's.</summary>
internal sealed class LetNode(int index, Node value, bool ofGroup, Place place) : Node(value.Kind, place)
{
    public override Value Evaluate(Frame frame) => ofGroup ? frame.GroupLet(index, value) : frame.Let(index, value);
}

/// <summary>The element of a list that is being gone through.</summary>
internal sealed class ElementNode(int depth, ValueKind? kind, Place place) : Node(kind, place)
{
    public override Value Evaluate(Frame frame) => frame.At(depth).Value;
}

/// <summary>Which element it is, from 0.</summary>
internal sealed class ElementIndexNode(int depth, Place place) : Node(ValueKind.Integer, place)
{
    public override Value Evaluate(Frame frame) => Value.Of(frame.At(depth).Index);
}

/// <summary>A member of the element; where the element has none of that name, what the name means outside, or null.</summary>
internal sealed class ElementMemberNode(int depth, string name, Node? otherwise, Place place) : Node(null, place)
{
    public override Value Evaluate(Frame frame)
    {
        var element = frame.At(depth).Value;
        switch (element.Kind)
        {
            case ValueKind.Object when element.Object.TryFind(name, out var value):
                return value;
            case ValueKind.Object or ValueKind.Null:
                return otherwise is null ? Value.Null : otherwise.Evaluate(frame);
            default:
                return otherwise is not null
                    ? otherwise.Evaluate(frame)
                    : Here(Trouble.WrongKind($"the element is {element.Kind.Noun()} and has no member '{name}'", "item is the element itself"));
        }
    }
}

/// <summary>An object of named parts. Parts that are null are left out, as in an event, unless nulls are kept.</summary>
internal sealed class ObjectNode(string[] names, Node[] parts, bool keepNulls, Place place) : Node(ValueKind.Object, place)
{
    public override Value Evaluate(Frame frame)
    {
        var members = new KeyValuePair<string, Value>[names.Length];
        var count = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var value = parts[i].Evaluate(frame);
            if (value.IsProblem) return value;
            if (value.IsNull && !keepNulls) continue;
            members[count++] = new(names[i], value);
        }

        return Value.Of(new ValueObject(count == members.Length ? members : new ArraySegment<KeyValuePair<string, Value>>(members, 0, count)));
    }
}

using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>A member of an object; null when it is not there.</summary>
internal sealed class MemberNode(Node target, string name, Place place) : Node(null, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = target.Evaluate(frame);
        return value.Kind switch
        {
            ValueKind.Object => value.Object[name],
            ValueKind.Null or ValueKind.Problem => value,
            _ => Here(Trouble.WrongKind($"only an object has members such as '{name}', and this is {value.Kind.Noun()}")),
        };
    }
}

/// <summary>An item of a list by its number, from the end when negative; a member of an object by its name. Null when it is not there.</summary>
internal sealed class IndexNode(Node target, Node index, Place place) : Node(null, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = target.Evaluate(frame);
        if (value.IsNull || value.IsProblem) return value;
        var at = index.Evaluate(frame);
        if (at.IsNull || at.IsProblem) return at;
        if (value.Kind == ValueKind.List && at.Kind == ValueKind.Integer)
        {
            var list = value.List;
            var i = at.Integer < 0 ? at.Integer + list.Count : at.Integer;
            return i >= 0 && i < list.Count ? list[(int)i] : Value.Null;
        }

        if (value.Kind == ValueKind.Object && at.Kind == ValueKind.Text) return value.Object[at.Text];
        return Here(Trouble.WrongKind($"{value.Kind.Noun()} has no item under {at.Kind.Noun()}", "items[0] of a list, customer[\"name\"] of an object"));
    }
}

internal sealed class ListNode(Node[] items, Place place) : Node(ValueKind.List, place)
{
    public override Value Evaluate(Frame frame)
    {
        var values = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            values[i] = items[i].Evaluate(frame);
            if (values[i].IsProblem) return values[i];
        }

        return Value.Of(values);
    }
}

/// <summary>Texts and values put together. When one of them is null, so is the whole: half an id is worse than none.</summary>
internal sealed class InterpolatedNode(Node[] parts, Place place) : Node(ValueKind.Text, place)
{
    public override Value Evaluate(Frame frame)
    {
        var texts = frame.Enter(parts.Length);
        var result = Evaluate(frame, texts);
        frame.Leave(parts.Length);
        return result;
    }

    private Value Evaluate(Frame frame, Span<Value> texts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var value = parts[i].Evaluate(frame);
            if (value.IsNull || value.IsProblem) return value;
            if (!Kinds.Scalars.Contains(value.Kind))
                return Value.Of(Trouble.WrongKind($"{value.Kind.Noun()} has no single text form").Problem.At(parts[i].Place));
            value = TextForm.Of(value, frame.Scratch);
            if (value.IsProblem) return Value.Of(value.Problem.At(parts[i].Place));
            texts[i] = value;
        }

        return TextForm.Joined(texts, default, frame.Scratch);
    }
}

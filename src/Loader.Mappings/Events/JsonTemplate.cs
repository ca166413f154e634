using System.Buffers;
using System.Diagnostics;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Events;

/// <summary>
/// A shape compiled for writing: what is constant was rendered once, what a row fills is written between. A member whose slot is null
/// is left out (unless nulls are kept); an object that came from the mapping stays, also when all its members were left out.
/// </summary>
public sealed class JsonTemplate
{
    private readonly Step[] steps;
    private readonly bool keepNulls;

    private JsonTemplate(List<Step> steps, bool keepNulls)
    {
        this.steps = [.. steps];
        this.keepNulls = keepNulls;
    }

    private enum StepKind : byte
    {
        /// <summary>Bytes as they are.</summary>
        Bytes,

        /// <summary>A comma unless the object or list has just been opened, then bytes: constant members and openings.</summary>
        Member,

        /// <summary>A comma where needed, the name, and the slot's value; nothing at all when the slot is null.</summary>
        SlotMember,

        /// <summary>A list item from a slot; null is written, since leaving it out would move the others.</summary>
        SlotItem,
    }

    /// <summary>Compiles a node by itself: an object becomes <c>{…}</c>.</summary>
    public static JsonTemplate Of(ShapeNode node, bool keepNulls = false)
    {
        var compiled = new List<Step>();
        Node(node, keepNulls, compiled);
        return new(Merge(compiled), keepNulls);
    }

    /// <summary>Compiles the members of an object without its braces, for a writer that has members of its own around them.</summary>
    public static JsonTemplate OfMembers(IEnumerable<ShapeMember> members, bool keepNulls = false)
    {
        var compiled = new List<Step>();
        foreach (var member in members) Member(member, keepNulls, compiled);
        return new(Merge(compiled), keepNulls);
    }

    /// <summary>Writes the template with a row's values.</summary>
    /// <param name="first">
    /// For a template of members: whether nothing stands before them in their object. Returned as false once a member was written.
    /// </param>
    public void Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output, ref bool first)
    {
        foreach (ref readonly var step in steps.AsSpan())
        {
            switch (step.Kind)
            {
                case StepKind.Bytes:
                    output.Write(step.Text);
                    first = step.OpensObject;
                    break;
                case StepKind.Member:
                    if (!first) output.Write(","u8);
                    output.Write(step.Text);
                    first = step.OpensObject;
                    break;
                case StepKind.SlotMember:
                    ref readonly var value = ref slots[step.Slot];
                    if (value.IsNull && !keepNulls) break;
                    if (!first) output.Write(","u8);
                    output.Write(step.Text);
                    Json.Write(value, output);
                    first = false;
                    break;
                case StepKind.SlotItem:
                    if (!first) output.Write(","u8);
                    Json.Write(slots[step.Slot], output);
                    first = false;
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    /// <summary>Writes a whole template.</summary>
    public void Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var first = true;
        Write(slots, output, ref first);
    }

    private static void Node(ShapeNode node, bool keepNulls, List<Step> into)
    {
        switch (node)
        {
            case ShapeObject members:
                into.Add(new(StepKind.Bytes, "{"u8.ToArray(), OpensObject: true));
                foreach (var member in members.Members) Member(member, keepNulls, into);
                into.Add(new(StepKind.Bytes, "}"u8.ToArray()));
                break;
            case ShapeList list:
                into.Add(new(StepKind.Bytes, "["u8.ToArray(), OpensObject: true));
                foreach (var item in list.Items) Item(item, keepNulls, into);
                into.Add(new(StepKind.Bytes, "]"u8.ToArray()));
                break;
            case ShapeConstant constant:
                into.Add(new(StepKind.Bytes, Render(constant.Value)));
                break;
            case ShapeSlot slot:
                into.Add(new(StepKind.SlotItem, [], slot.Index));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Member(ShapeMember member, bool keepNulls, List<Step> into)
    {
        var name = new ArrayBufferWriter<byte>();
        Json.Name(member.Name, name);
        switch (member.Node)
        {
            case ShapeConstant { Value.IsNull: true } when !keepNulls:
                break;
            case ShapeConstant constant:
                Json.Write(constant.Value, name);
                into.Add(new(StepKind.Member, name.WrittenSpan.ToArray()));
                break;
            case ShapeSlot slot:
                into.Add(new(StepKind.SlotMember, name.WrittenSpan.ToArray(), slot.Index));
                break;
            default:
                into.Add(new(StepKind.Member, name.WrittenSpan.ToArray()));
                Node(member.Node, keepNulls, into);
                break;
        }
    }

    private static void Item(ShapeNode item, bool keepNulls, List<Step> into)
    {
        if (item is ShapeSlot slot)
        {
            into.Add(new(StepKind.SlotItem, [], slot.Index));
            return;
        }

        into.Add(new(StepKind.Member, []));
        Node(item, keepNulls, into);
    }

    /// <summary>Joins neighbouring constant steps, so that a run of constants is one copy.</summary>
    private static List<Step> Merge(List<Step> unmerged)
    {
        var merged = new List<Step>(unmerged.Count);
        foreach (var step in unmerged)
        {
            if (merged.Count > 0 && step.Kind is StepKind.Bytes or StepKind.Member
                && merged[^1] is { Kind: StepKind.Bytes or StepKind.Member } before)
            {
                byte[] comma = step.Kind == StepKind.Member && !before.OpensObject ? [(byte)','] : [];
                merged[^1] = before with { Text = [.. before.Text, .. comma, .. step.Text], OpensObject = step.OpensObject };
            }
            else
            {
                merged.Add(step);
            }
        }

        return merged;
    }

    private static byte[] Render(in Value value)
    {
        var output = new ArrayBufferWriter<byte>();
        Json.Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    private readonly record struct Step(StepKind Kind, byte[] Text, int Slot = -1, bool OpensObject = false);
}

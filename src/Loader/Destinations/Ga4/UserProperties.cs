using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>Writes <c>user_properties</c>, in which each value stands in an object of its own: <c>{"tier":{"value":"gold"}}</c>.</summary>
internal sealed class UserProperties
{
    private readonly (byte[] Opening, FieldSource Source)[] members;
    private readonly FieldSource? whole;

    private UserProperties((byte[] Opening, FieldSource Source)[] members, FieldSource? whole)
    {
        this.members = members;
        this.whole = whole;
    }

    public static UserProperties Of(ShapeNode? node) => node switch
    {
        ShapeObject shape => new(
            [
                .. from member in shape.Members
                   where FieldSource.Of(member.Node) is { IsGiven: true }
                   select (Opening(member.Name), FieldSource.Of(member.Node)!),
            ],
            null),
        ShapeSlot slot => new([], FieldSource.Of(slot)),
        _ => new([], null),
    };

    /// <summary>Writes the name and the object, behind a comma; nothing when no property has a value.</summary>
    public void Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var first = true;
        foreach (var (opening, source) in members)
        {
            var value = source.In(slots);
            if (!value.IsNull) Member(opening, value, output, ref first);
        }

        if (whole is not null && whole.In(slots) is { Kind: ValueKind.Object } several)
        {
            var own = several.Object.Members;
            for (var i = 0; i < own.Count; i++)
            {
                if (!own[i].Value.IsNull) Member(Opening(own[i].Key), own[i].Value, output, ref first);
            }
        }

        if (!first) output.Write("}"u8);
    }

    private static void Member(byte[] opening, in Value value, ArrayBufferWriter<byte> output, ref bool first)
    {
        output.Write(first ? ",\"user_properties\":{"u8 : ","u8);
        output.Write(opening);
        Json.Write(value, output);
        output.Write("}"u8);
        first = false;
    }

    private static byte[] Opening(string name)
    {
        var opening = new ArrayBufferWriter<byte>();
        Json.Name(name, opening);
        opening.Write("{\"value\":"u8);
        return opening.WrittenSpan.ToArray();
    }
}

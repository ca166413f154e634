using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>One of the event's objects as the mapping gives it: members by name, or an object that rows bring whole.</summary>
internal sealed class Ga4Object
{
    private readonly IGa4Part part;
    private readonly FieldSource? whole;
    private readonly JsonTemplate? members;
    private readonly Guard[] guards;
    private readonly bool hasConstants;

    private Ga4Object(IGa4Part part, FieldSource? whole, JsonTemplate? members, Guard[] guards, bool hasConstants)
    {
        this.part = part;
        this.whole = whole;
        this.members = members;
        this.guards = guards;
        this.hasConstants = hasConstants;
    }

    public static Ga4Object Absent(IGa4Part part) => new(part, null, null, [], hasConstants: false);

    public static Ga4Object Whole(IGa4Part part, FieldSource source) => new(part, source, null, [], hasConstants: false);

    public static Ga4Object Members(IGa4Part part, ShapeObject shape, Guard[] guards)
    {
        var hasConstants = shape.Members.Any(member => member.Node is ShapeObject or ShapeList or ShapeConstant { Value.IsNull: false });
        return new(part, null, JsonTemplate.OfMembers(shape.Members), guards, hasConstants);
    }

    /// <summary>Checks what a row brings; null when it may leave.</summary>
    public Packing.Broken? Check(ReadOnlySpan<Value> slots)
    {
        foreach (ref readonly var guard in guards.AsSpan())
        {
            if (guard.Part.Check(guard.Name, slots[guard.Slot], guard.Path, guard.Place) is { } problem) return new(problem, guard.Path);
        }

        return whole is null ? null : CheckWhole(whole.In(slots));
    }

    /// <summary>A member that rows bring in an object; null where there is none.</summary>
    public Value InWhole(string name, ReadOnlySpan<Value> slots) =>
        whole is not null && whole.In(slots) is { Kind: ValueKind.Object } value ? value.Object[name] : Value.Null;

    /// <summary>Whether nothing would be written for this row.</summary>
    public bool IsEmpty(ReadOnlySpan<Value> slots)
    {
        if (whole is not null) return whole.In(slots) is { IsNull: true } or { Kind: ValueKind.Object, Object.Members.Count: 0 };
        if (hasConstants) return false;
        foreach (ref readonly var guard in guards.AsSpan())
        {
            if (!slots[guard.Slot].IsNull) return false;
        }

        return true;
    }

    /// <summary>Writes the object with its braces; members that are null are left out.</summary>
    public void Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        var first = true;
        members?.Write(slots, output, ref first);
        if (whole is not null && whole.In(slots) is { IsNull: false } value)
        {
            var own = value.Object.Members;
            for (var i = 0; i < own.Count; i++)
            {
                if (own[i].Value.IsNull) continue;
                if (!first) output.Write(","u8);
                Json.Name(own[i].Key, output);
                Json.Write(own[i].Value, output);
                first = false;
            }
        }

        output.Write("}"u8);
    }

    private Packing.Broken? CheckWhole(in Value value)
    {
        if (value.IsNull) return null;
        var place = whole!.Place;
        if (value.Kind != ValueKind.Object)
        {
            return new(new(Ga4Codes.WrongType, $"{part.Name} is {ValueWords.Of(value.Kind)}, not an object", place), part.Name);
        }

        var own = value.Object.Members;
        if (own.Count > part.Most) return new(new(Ga4Codes.TooMany, $"{part.Name} has {own.Count} members; Google takes {part.Most}", place), part.Name);
        for (var i = 0; i < own.Count; i++)
        {
            var path = $"{part.Name}.{own[i].Key}";
            if ((part.CheckName(own[i].Key, path, place) ?? part.Check(own[i].Key, own[i].Value, path, place)) is { } wrong) return new(wrong, path);
        }

        return null;
    }
}

/// <summary>A slot inside one of the event's objects, to be checked in every row.</summary>
internal readonly record struct Guard(IGa4Part Part, string Name, int Slot, string Path, Place Place);

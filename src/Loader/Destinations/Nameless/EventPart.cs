using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// One of the event's objects: members that the mapping names, or an object that rows bring whole. Some members are taken out of it,
/// because the packer writes them itself.
/// </summary>
internal sealed class EventPart
{
    private readonly string name;
    private readonly ValueRule rule;
    private readonly FieldSource? whole;
    private readonly JsonTemplate? members;
    private readonly Guard[] guards;
    private readonly string[] taken;
    private readonly FieldSource[] takenSources;
    private readonly IReadOnlyList<string> forbidden;
    private readonly bool hasConstants;

    private EventPart(PartRules rules, FieldSource? whole, JsonTemplate? members, Guard[] guards, FieldSource[] takenSources, bool hasConstants)
    {
        name = rules.Name;
        rule = rules.Values;
        taken = rules.Taken;
        forbidden = rules.Forbidden;
        this.whole = whole;
        this.members = members;
        this.guards = guards;
        this.takenSources = takenSources;
        this.hasConstants = hasConstants;
    }

    /// <summary>A part that the mapping does not give.</summary>
    public static EventPart Absent(PartRules rules, Place place) => new(rules, null, null, [], [.. rules.Taken.Select(_ => FieldSource.Absent(place))], false);

    /// <summary>A part that rows bring as one object.</summary>
    public static EventPart Whole(PartRules rules, FieldSource source) => new(rules, source, null, [], [], false);

    /// <summary>A part whose members the mapping names.</summary>
    public static EventPart Members(PartRules rules, ShapeObject shape, Guard[] guards, bool keepNulls)
    {
        var own = shape.Members.Where(member => !rules.Taken.Contains(member.Name, StringComparer.Ordinal)).ToList();
        var sources = rules.Taken.Select(
            name => shape.Find(name) is { } member && FieldSource.Of(member.Node) is { } source ? source : FieldSource.Absent(shape.Place));
        var constants = own.Exists(member => keepNulls || member.Node is ShapeObject or ShapeList or ShapeConstant { Value.IsNull: false });
        return new(rules, null, JsonTemplate.OfMembers(own, keepNulls), guards, [.. sources], constants);
    }

    /// <summary>Checks what a row brings; null when it may leave.</summary>
    public Packing.Broken? Check(ReadOnlySpan<Value> slots)
    {
        foreach (var guard in guards)
        {
            if (ValueRules.Check(slots[guard.Slot], rule, guard.Path, guard.Place) is { } problem) return new(problem, guard.Path);
        }

        return whole is null ? null : CheckWhole(whole.In(slots));
    }

    /// <summary>Whether nothing would be written for this row.</summary>
    public bool IsEmpty(ReadOnlySpan<Value> slots)
    {
        if (whole is not null) return whole.In(slots) is { IsNull: true } or { Kind: ValueKind.Object, Object.Members.Count: 0 };
        if (hasConstants) return false;
        foreach (var guard in guards)
        {
            if (!slots[guard.Slot].IsNull) return false;
        }

        return true;
    }

    /// <summary>The value of a member that was taken out; null when the row has none.</summary>
    public Value Taken(int index, ReadOnlySpan<Value> slots)
    {
        if (whole is null) return takenSources[index].In(slots);
        var value = whole.In(slots);
        return value.IsNull ? Value.Null : value.Object[taken[index]];
    }

    /// <summary>Where a member that was taken out comes from; null when rows bring the part whole.</summary>
    public FieldSource? SourceOfTaken(int index) => whole is null ? takenSources[index] : null;

    /// <summary>Where the mapping gives a member that was taken out.</summary>
    public Place PlaceOfTaken(int index) => whole?.Place ?? takenSources[index].Place;

    /// <summary>Writes the members without braces and without those taken out.</summary>
    public void Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output, ref bool first)
    {
        members?.Write(slots, output, ref first);
        if (whole is null || whole.In(slots) is not { IsNull: false } value) return;
        foreach (var member in value.Object.Members)
        {
            if (taken.Contains(member.Key, StringComparer.Ordinal)) continue;
            if (!first) output.Write(","u8);
            Json.Name(member.Key, output);
            Json.Write(member.Value, output);
            first = false;
        }
    }

    private Packing.Broken? CheckWhole(in Value value)
    {
        if (value.IsNull) return null;
        var place = whole!.Place;
        if (value.Kind != ValueKind.Object)
        {
            return new(new(NamelessCodes.WrongType, $"{name} is {ValueWords.Of(value.Kind)}, not an object", place), name);
        }

        foreach (var member in value.Object.Members)
        {
            var path = $"{name}.{member.Key}";
            if (forbidden.Contains(member.Key, StringComparer.Ordinal)) return new(PartRules.Forbids(path, place), path);
            if (ValueRules.Check(member.Value, rule, path, place) is { } problem) return new(problem, path);
        }

        return null;
    }
}

/// <summary>A slot inside one of the event's objects, to be checked in every row.</summary>
internal readonly record struct Guard(int Slot, string Path, Place Place);

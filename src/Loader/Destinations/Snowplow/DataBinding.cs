using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// Prepares the data of self-describing JSON before the first row: type suffixes leave the names, constants are converted, slots are
/// listed with what they have to be.
/// </summary>
internal sealed class DataBinding(SnowplowOptions options, EventShape shape, EventIdPart eventId, Action<Problem> report)
{
    private readonly DataForms forms = new(options);
    private readonly ScreenId screenIds = new(options.ScreenIds);
    private readonly List<DataSlot> slots = [];

    /// <summary>The data under a node: an object of the mapping, or a slot that rows fill with one. Null, with reports, when it is neither.</summary>
    public DataTemplate? Bind(ShapeNode node, string path)
    {
        slots.Clear();
        switch (node)
        {
            case ShapeObject or ShapeSlot { Kind: null or ValueKind.Object or ValueKind.Null }:
                return Template(Rewrite(node, DataForm.Any, path, 1));
            case ShapeSlot { Kind: { } kind } slot:
                report(new(SnowplowCodes.WrongType, $"{path} is {ValueWords.Of(kind)}, not an object", slot.Place));
                return null;
            default:
                report(new(SnowplowCodes.WrongType, $"{path} is not an object", node.Place, "write its properties as fields below it"));
                return null;
        }
    }

    /// <summary>The data of a screen view, whose members are fields of the event.</summary>
    public DataTemplate BindMembers(IReadOnlyList<(ShapeMember Member, DataForm Form, bool IsOptional)> members, Place place)
    {
        slots.Clear();
        var rewritten = members
            .Select(one => one.Member with { Node = Single(one.Member, one.Form, one.IsOptional) })
            .ToList();
        return Template(new ShapeObject(rewritten, place));
    }

    /// <summary>A slot that is always the event's id.</summary>
    public ShapeSlot EventIdSlot(Place place) => new(shape.SlotCount, ValueKind.Text, SnowplowFields.Id, place);

    private DataTemplate Template(ShapeNode node) => new(node, [.. slots], shape.SlotCount, forms, options.ScreenIds, eventId, shape.KeepNulls);

    private ShapeNode Single(ShapeMember member, DataForm form, bool isOptional)
    {
        var path = member.Name;
        switch (member.Node)
        {
            case ShapeSlot slot:
                if (slot.Index < shape.SlotCount) slots.Add(new(slot.Index, form, 2, path, slot.Place, isOptional));
                if (slot.Kind is { } kind and not (ValueKind.Null or ValueKind.Text))
                {
                    Report(new(SnowplowCodes.WrongType, $"{path} is {ValueWords.Of(kind)}, not a text", slot.Place, "convert it: … | text"));
                }

                return slot;
            case ShapeConstant constant when form is DataForm.Uuid or DataForm.UuidOrEventId:
                if (screenIds.Convert(constant.Value, path, constant.Place, out var id) is { } wrongId) Report(wrongId);
                return new ShapeConstant(id, constant.Place);
            case ShapeConstant constant:
                return Constant(constant, form, path, 2);
            default:
                Report(new(SnowplowCodes.WrongType, $"{path} is not a single value", member.Place));
                return member.Node;
        }
    }

    private ShapeNode Rewrite(ShapeNode node, DataForm form, string path, int level)
    {
        if (level > DataForms.Deepest)
        {
            Report(DataForms.TooDeep(path, node.Place));
            return node;
        }

        switch (node)
        {
            case ShapeConstant constant:
                return Constant(constant, form, path, level);
            case ShapeSlot slot:
                slots.Add(new(slot.Index, form, level, path, slot.Place, form is not (DataForm.Latitude or DataForm.Longitude)));
                if (form is not DataForm.Any && slot.Kind is ValueKind.Text or ValueKind.Boolean)
                {
                    Report(DataForms.Unfit(form, Sample(slot.Kind.Value), path, slot.Place));
                }

                return slot;
            case ShapeList { Items: [ShapeConstant or ShapeSlot, ShapeConstant or ShapeSlot] } pair when form == DataForm.Place
                && !IsList(pair.Items[0]) && !IsList(pair.Items[1]):
                return Pair(pair.Items[0], pair.Items[1], pair.Place, path, level);
            case ShapeList list:
                return new ShapeList(
                    [.. list.Items.Select((item, i) => Rewrite(item, form, FormattableString.Invariant($"{path}[{i}]"), level + 1))], list.Place);
            case ShapeObject members when form == DataForm.Place:
                if (members.Members.Count == 2 && members.Find("latitude") is { } latitude && members.Find("longitude") is { } longitude)
                {
                    return Pair(latitude.Node, longitude.Node, members.Place, path, level);
                }

                Report(new(SnowplowCodes.BadSuffix, $"{path} should have latitude and longitude, and nothing else", members.Place));
                return node;
            case ShapeObject members when form != DataForm.Any:
                Report(new(SnowplowCodes.BadSuffix, $"{path} is an object; only $geo takes one", members.Place));
                return node;
            default:
                return Members((ShapeObject)node, path, level);
        }
    }

    private ShapeObject Members(ShapeObject node, string path, int level)
    {
        if (level > 1 && options.Flat) Report(DataForms.NotFlat(path, node.Place));
        var members = new List<ShapeMember>();
        foreach (var member in node.Members)
        {
            var (name, form) = options.ConvertsSuffixes ? TypeSuffix.Split(member.Name) : (member.Name, DataForm.Any);
            if (members.Exists(other => other.Name == name) || (name != member.Name && node.Find(name) is not null))
            {
                Report(new(SnowplowCodes.BadData, $"{path} has '{name}' twice once the type suffixes are gone", member.Place, "rename one of them"));
            }

            members.Add(new(name, Rewrite(member.Node, form, $"{path}.{member.Name}", level + 1), member.Place));
        }

        return new(members, node.Place);
    }

    private ShapeObject Pair(ShapeNode latitude, ShapeNode longitude, Place place, string path, int level) => new(
        [
            new("latitude", Rewrite(latitude, DataForm.Latitude, path, level + 1), place),
            new("longitude", Rewrite(longitude, DataForm.Longitude, path, level + 1), place),
        ],
        place);

    private ShapeConstant Constant(ShapeConstant constant, DataForm form, string path, int level)
    {
        if (forms.Convert(form, constant.Value, level, path, constant.Place, out var converted) is not { } wrong) return new(converted, constant.Place);
        Report(wrong);
        return new(Value.Null, constant.Place);
    }

    private static bool IsList(ShapeNode node) => node is ShapeConstant { Value.Kind: ValueKind.List } or ShapeSlot { Kind: ValueKind.List };

    private static Value Sample(ValueKind kind) => kind == ValueKind.Text ? Value.Of("(a text)") : Value.True;

    private void Report(Problem problem) => report(problem);
}

using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>A field of an event by its name, nested ones with dots: <c>properties.$insert_id</c>.</summary>
internal sealed class EventPath
{
    private readonly FieldSource? leaf;
    private readonly string[] inside;

    private EventPath(string path, ShapeNode? node, string[] inside)
    {
        Path = path;
        Node = node;
        this.inside = inside;
        leaf = node is null ? null : FieldSource.Of(node);
    }

    public string Path { get; }

    /// <summary>What the mapping has there, or around it where a row brings the object it is in; null: nothing.</summary>
    public ShapeNode? Node { get; }

    public static EventPath Of(ShapeObject root, string path)
    {
        var names = path.Split('.');
        ShapeNode node = root;
        for (var i = 0; i < names.Length; i++)
        {
            if (node is not ShapeObject members) return new(path, node is ShapeSlot ? node : null, names[i..]);
            if (members.Find(names[i]) is not { } member) return new(path, null, []);
            node = member.Node;
        }

        return new(path, node, []);
    }

    public static ShapeNode? Find(ShapeObject root, IReadOnlyList<string> names)
    {
        ShapeNode? node = root;
        foreach (var name in names) node = (node as ShapeObject)?.Find(name)?.Node;
        return node;
    }

    /// <summary>Whether the row has something there: neither null nor an empty text.</summary>
    public bool IsGiven(ReadOnlySpan<Value> slots)
    {
        if (leaf is null) return Node is not null;
        var value = leaf.In(slots);
        foreach (var name in inside) value = value.Kind == ValueKind.Object ? value.Object[name] : Value.Null;
        return value.Kind is not ValueKind.Null && !(value.Kind == ValueKind.Text && value.Utf8.IsEmpty);
    }

    /// <summary>The shape with one more field. Objects on the way are made where there are none.</summary>
    public static ShapeObject With(ShapeObject root, ReadOnlySpan<string> names, ShapeNode node)
    {
        var name = names[0];
        var at = -1;
        for (var i = 0; i < root.Members.Count; i++)
        {
            if (root.Members[i].Name == name) at = i;
        }

        var inner = names.Length == 1 ? node : With(at >= 0 && root.Members[at].Node is ShapeObject own ? own : new([], root.Place), names[1..], node);
        var members = root.Members.ToList();
        var member = new ShapeMember(name, inner, root.Place);
        if (at < 0) members.Add(member);
        else members[at] = member;
        return new(members, root.Place);
    }
}

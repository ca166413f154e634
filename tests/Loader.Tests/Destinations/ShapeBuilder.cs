using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations;

/// <summary>Builds the shape of an event together with the values of one row.</summary>
internal sealed class ShapeBuilder
{
    private readonly List<ShapeMember> members = [];
    private readonly List<Value> slots = [];
    private readonly bool keepNulls;
    private int line = 1;

    public ShapeBuilder(bool keepNulls = false) => this.keepNulls = keepNulls;

    public Value[] Slots => [.. slots];

    public EventShape Shape => new(new(members, Here(0)), slots.Count, keepNulls);

    /// <summary>A field that is the same in every row.</summary>
    public ShapeBuilder Constant(string path, Value value) => Put(path, new ShapeConstant(value, Here(20)));

    public ShapeBuilder Constant(string path, string text) => Constant(path, Value.Of(text));

    /// <summary>A field that rows fill; its type is unknown before the first row.</summary>
    public ShapeBuilder Slot(string path, Value value, ValueKind? kind = null)
    {
        slots.Add(value);
        return Put(path, new ShapeSlot(slots.Count - 1, kind, path, Here(20)));
    }

    public ShapeBuilder Slot(string path, string text) => Slot(path, Value.Of(text));

    /// <summary>An object of the mapping with nothing in it.</summary>
    public ShapeBuilder Empty(string path) => Put(path, new ShapeObject([], Here(20)));

    /// <summary>A value that the row fills, for a node that is built elsewhere.</summary>
    public ShapeSlot NewSlot(Value value, Place place)
    {
        slots.Add(value);
        return new(slots.Count - 1, null, "slot", place);
    }

    public ShapeBuilder Node(string path, Func<Place, ShapeNode> node) => Put(path, node(Here(20)));

    private ShapeBuilder Put(string path, ShapeNode node)
    {
        line++;
        Put(members, path.Split('.'), node);
        return this;
    }

    private void Put(List<ShapeMember> into, string[] path, ShapeNode node)
    {
        var at = into.FindIndex(member => member.Name == path[0]);
        if (path.Length == 1)
        {
            var member = new ShapeMember(path[0], node, Here(3));
            if (at < 0) into.Add(member);
            else into[at] = member;
            return;
        }

        var inner = at < 0 ? [] : ((ShapeObject)into[at].Node).Members.ToList();
        Put(inner, path[1..], node);
        var outer = new ShapeMember(path[0], new ShapeObject(inner, Here(3)), Here(3));
        if (at < 0) into.Add(outer);
        else into[at] = outer;
    }

    private Place Here(int column) => new("mapping.yaml", line, column);
}

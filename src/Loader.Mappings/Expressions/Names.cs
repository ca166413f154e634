using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>What a name means at one place of an expression. Closed: the row, the elements of a list, the rows of a group.</summary>
internal abstract class Names(int depth)
{
    /// <summary>How many lists are being gone through around.</summary>
    public int Depth { get; } = depth;

    /// <summary>
    /// The value under a name; null with false when the name is unknown, null with true when what it names has a mistake that was reported.
    /// </summary>
    /// <param name="quoted">Whether it stood in backticks: then it is a column or a member, never a word of the language.</param>
    public abstract bool Find(string name, bool quoted, Place place, out Node? node);
}

/// <summary>The names of the row: named values and columns.</summary>
internal sealed class RowNames(Scope scope, int depth = 0, Names? outer = null) : Names(depth)
{
    public override bool Find(string name, bool quoted, Place place, out Node? node)
    {
        // Within rows, index counts them; everything else means the same as outside, computed for each row.
        if (outer is not null && !quoted && name == "index" && !scope.Knows(name))
        {
            node = new ElementIndexNode(Depth - 1, place);
            return true;
        }

        if (scope.UseLet(name) is { } let)
        {
            scope.RowsUsed |= let.OfGroup;
            node = let.Node is null or { IsConstant: true } ? let.Node : new LetNode(let.Index, let.Node, let.OfGroup, place);
            return true;
        }

        if (outer is not null && !scope.KnowsColumn(name) && !scope.IsOpen) return outer.Find(name, quoted, place, out node);
        node = null;
        if (scope.Use(name) is not { } column) return false;
        node = column.Conversion is not { } conversion ? new CellNode(column.Cell, column.Kind, place)
            : conversion.IsConstant ? conversion
            : new ConvertedNode(column.Cell, conversion, place);
        return true;
    }
}

/// <summary>The names within a list: an element's members, then what the names mean outside.</summary>
/// <param name="kind">What the elements are where that is known.</param>
/// <param name="hidden">Told of a name that is a column of the row and may be a member of the element too.</param>
internal sealed class ElementNames(Names outer, Scope scope, ValueKind? kind, Action<string, Place> hidden) : Names(outer.Depth + 1)
{
    private readonly int own = outer.Depth;

    public override bool Find(string name, bool quoted, Place place, out Node? node)
    {
        if (!quoted && name is "item" or "index")
        {
            node = name == "item" ? new ElementNode(own, kind, place) : new ElementIndexNode(own, place);
            return true;
        }

        // Single values have no members, so every name is one of the row.
        if (kind is not (null or ValueKind.Object)) return outer.Find(name, quoted, place, out node);
        var known = scope.Knows(name) || outer is not RowNames;
        Node? otherwise = null;
        if (known && !outer.Find(name, quoted, place, out otherwise)) otherwise = null;
        else if (known && otherwise is null)
        {
            node = null;
            return true;
        }

        if (otherwise is not null && scope.KnowsColumn(name)) hidden(name, place);
        node = new ElementMemberNode(own, name, otherwise, place);
        return true;
    }
}

/// <summary>The names outside, with one place more for a value that is held.</summary>
internal sealed class HeldNames(Names outer) : Names(outer.Depth + 1)
{
    public override bool Find(string name, bool quoted, Place place, out Node? node) => outer.Find(name, quoted, place, out node);
}

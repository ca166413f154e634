using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>The same for every row. Its text lies in a buffer of its own.</summary>
public sealed class ConstantNode(Value value, Place place) : Node(value.Kind, place)
{
    public Value Value { get; } = value;

    public override bool IsConstant => true;

    public override Value Evaluate(Frame frame) => Value;
}

/// <summary>A cell as the source brings it.</summary>
/// <param name="cell">Its index; -1 for a tree that is only checked.</param>
public sealed class CellNode(int cell, ValueKind? kind, Place place) : Node(kind, place)
{
    public int Cell { get; } = cell;

    public override Value Evaluate(Frame frame) => frame.Cells[Cell];
}

/// <summary>A column with a conversion, which is evaluated once per row whoever asks for it.</summary>
internal sealed class ConvertedNode(int cell, Node conversion, Place place) : Node(conversion.Kind, place)
{
    public override Value Evaluate(Frame frame) => frame.Converted(cell, conversion);
}

/// <summary>The start of the run.</summary>
internal sealed class NowNode(Place place) : Node(ValueKind.Time, place)
{
    public override Value Evaluate(Frame frame) => frame.Now;
}

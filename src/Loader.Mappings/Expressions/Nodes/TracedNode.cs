using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>A part whose values are shown to a trace.</summary>
internal sealed class TracedNode : Node
{
    private readonly Node node;
    private readonly object part;
    private readonly ITrace trace;

    private TracedNode(Node node, object part, ITrace trace)
        : base(node.Kind, node.Place) => (this.node, this.part, this.trace) = (node, part, trace);

    /// <summary>The node, with a trace around it where there is one and the value is not the same for all rows.</summary>
    public static Node? Around(Node? node, object part, ITrace? trace) =>
        trace is null || node is null or { IsConstant: true } ? node : Always(node, part, trace);

    /// <summary>With a trace also around a constant, which is computed when a row needs it.</summary>
    public static TracedNode Always(Node node, object part, ITrace trace)
    {
        trace.Bound(part);
        return new(node, part, trace);
    }

    public override Value Evaluate(Frame frame)
    {
        var value = node.Evaluate(frame);
        trace.Saw(part, value);
        return value;
    }
}

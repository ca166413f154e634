using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>A column with a default: what it is where the cell is null or an empty text.</summary>
internal sealed class DefaultedNode(Node cell, Node conversion, Node otherwise)
    : Node(conversion.Kind == otherwise.Kind ? conversion.Kind : null, conversion.Place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = cell.Evaluate(frame);
        return value.IsNull || (value.Kind == ValueKind.Text && value.Utf8.IsEmpty) ? otherwise.Evaluate(frame) : conversion.Evaluate(frame);
    }
}

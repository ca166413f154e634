using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>A column's conversion; its problems name the column, since they show wherever the column is used.</summary>
internal sealed class NamedConversion(string column, Node conversion) : Node(conversion.Kind, conversion.Place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = conversion.Evaluate(frame);
        return value.IsProblem ? Value.Of(value.Problem with { Message = $"column '{column}': {value.Problem.Message}" }) : value;
    }
}

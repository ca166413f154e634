using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// A part of a bound expression: names found, constants computed, types checked as far as they are known. Immutable and
/// shared between threads. Evaluation ends for every row, never throws for any value, and gives a value or a problem.
/// </summary>
/// <param name="kind">The type of its values where it is known; null and problems aside, which any node can give.</param>
/// <param name="place">Where it stands in the mapping.</param>
public abstract class Node(ValueKind? kind, Place place)
{
    /// <summary>The type of its values where it is known: besides null and problems it gives no other.</summary>
    public ValueKind? Kind { get; } = kind;

    public Place Place { get; } = place;

    /// <summary>Whether it was computed at bind time and is the same for every row.</summary>
    public virtual bool IsConstant => false;

    /// <summary>Its value for the row in the frame. Texts may lie in the frame's scratch: good until its next row.</summary>
    public abstract Value Evaluate(Frame frame);

    /// <summary>A problem that happened here.</summary>
    private protected Value Here(in Value value) => value.IsProblem && value.Problem.Place is null ? Value.Of(value.Problem.At(Place)) : value;
}

using Loader.Mappings.Findings;

namespace Loader.Mappings.Expressions;

/// <summary>Text to syntax. Never throws for any text.</summary>
public static class ExpressionParser
{
    /// <summary>How many levels an expression may nest: recursion over it then stays far from the end of the stack.</summary>
    public const int DeepestNesting = 200;

    /// <summary>
    /// Parses what stands after the <c>=</c>. A mistake becomes one finding at its exact character, and there is no tree.
    /// </summary>
    /// <param name="text">The expression without the <c>=</c>.</param>
    /// <param name="origin">Where the first character of <paramref name="text"/> stands; offsets count from it.</param>
    /// <param name="findings">Takes the mistake.</param>
    public static Syntax? Parse(string text, TextOrigin origin, FindingList findings) => new Parser(text, origin, findings).Whole();
}

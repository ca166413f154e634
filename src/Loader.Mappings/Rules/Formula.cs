using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary>An expression as a mapping writes it.</summary>
/// <param name="Text">Its text without the '=' and the blanks behind it.</param>
/// <param name="Syntax">Its parsed form; null when it has a finding.</param>
/// <param name="Origin">Where its characters stand.</param>
public sealed record Formula(string Text, Syntax? Syntax, TextOrigin Origin)
{
    public Place Place => Origin.Start;
}

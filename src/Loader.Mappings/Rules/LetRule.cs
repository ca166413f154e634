using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary>One entry of <c>let:</c>: a value with a name, computed at most once per row and used in several places.</summary>
/// <param name="Name">The name: a plain word.</param>
/// <param name="Value">A <see cref="TemplateFormula"/> or a <see cref="TemplateConstant"/>.</param>
/// <param name="Place">Where the name stands.</param>
public sealed record LetRule(string Name, TemplateNode Value, Place Place);

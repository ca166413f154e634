using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary>One entry of <c>skip:</c> or <c>reject:</c>: a reason and when it holds.</summary>
/// <param name="Name">The reason, as reports count it: lower-case letters, digits and underscores.</param>
/// <param name="Condition">True for the rows it is about; null counts as false.</param>
/// <param name="Place">Where the name stands.</param>
public sealed record ConditionRule(string Name, Formula Condition, Place Place);

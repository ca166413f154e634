using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Rules;

/// <summary>One entry of <c>tables:</c>: a look-up table that stands in the mapping itself.</summary>
/// <param name="Table">Its keys and values, under its name.</param>
/// <param name="Place">Where the name stands.</param>
public sealed record TableRule(Table Table, Place Place);

using Loader.Mappings.Findings;

namespace Loader.Sources.BigQuery.Query;

/// <summary>A parameter as the mapping gives it.</summary>
/// <param name="Name">Without the @.</param>
/// <param name="Place">Where its value stands.</param>
internal sealed record GivenParameter(string Name, Place Place)
{
    /// <summary>Its value; null where it is computed.</summary>
    public Parameter? Fixed { get; init; }

    public LastFormula? Formula { get; init; }
}

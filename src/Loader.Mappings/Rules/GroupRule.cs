using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary><c>group:</c> — neighbouring rows with one key become one event.</summary>
/// <param name="By">What neighbours must have in common.</param>
/// <param name="MaxRows">A group with more rows fails.</param>
/// <param name="Place">Where it stands.</param>
public sealed record GroupRule(Formula By, int MaxRows, Place Place)
{
    /// <summary>How many rows a group may have unless the mapping says otherwise.</summary>
    public const int DefaultMaxRows = 10_000;

    /// <summary>The most that a mapping may ask for: a group's rows are held in memory.</summary>
    public const int LargestMaxRows = 1_000_000;
}

using Loader.Mappings.Findings;

namespace Loader.Mappings.Rows;

/// <summary>
/// Why a row has no value somewhere. Made where it happens, given its place in the mapping by the expression it happened in,
/// and in the end the reason under which the row stands in the rejected file.
/// </summary>
/// <param name="Code">Which kind of trouble.</param>
/// <param name="Message">What is wrong with the value. May quote the value: whoever shows it masks it.</param>
/// <param name="Place">Where in the mapping, when known.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record Problem(FindingCode Code, string Message, Place? Place = null, string? Hint = null)
{
    /// <summary>The same problem at a place; a place once given stays.</summary>
    public Problem At(Place place) => Place is null ? this with { Place = place } : this;
}

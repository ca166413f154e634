namespace Loader.Mappings;

/// <summary>What became of one row.</summary>
/// <param name="Result">Event, skipped or rejected.</param>
/// <param name="SkipReason">The index in <see cref="Mapper.SkipReasons"/> for a skipped row, else -1.</param>
/// <param name="Problems">Every reason of a rejected row, at least one; null for the others.</param>
public readonly record struct Mapped(MapResult Result, int SkipReason, IReadOnlyList<RowProblem>? Problems)
{
    internal static Mapped Event => new(MapResult.Event, -1, null);

    internal static Mapped Skipped(int reason) => new(MapResult.Skipped, reason, null);

    internal static Mapped Rejected(IReadOnlyList<RowProblem> problems) => new(MapResult.Rejected, -1, problems);
}

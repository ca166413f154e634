namespace Loader.Mappings;

/// <summary>What became of a row that was given to a grouper.</summary>
/// <param name="Row">
/// <see cref="MapResult.Event"/>: it joined the open group and shares its outcome. Skipped or rejected rows are in no group and have their outcome;
/// a rejected one fails its group.
/// </param>
/// <param name="Closed">
/// Whether the group before is complete: then <see cref="Grouper.Outcome"/> says what became of the rows that had joined, this one not among them.
/// </param>
public readonly record struct GroupStep(Mapped Row, bool Closed);

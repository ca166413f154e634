using Loader.Mappings;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Testing;

/// <summary>What the rows of a test became.</summary>
/// <param name="Events">Events that may leave, in order.</param>
/// <param name="Skips">Reasons of rows and events that were left out.</param>
/// <param name="Problems">Why rows or events failed.</param>
/// <param name="AgesMatter">Whether the destination asked what time it is.</param>
internal sealed record TestOutcome(IReadOnlyList<MadeEvent> Events, IReadOnlyList<string> Skips, IReadOnlyList<RowProblem> Problems, bool AgesMatter);

/// <summary>An event as the mapping makes it, before the destination writes it in its own form.</summary>
/// <param name="Name">What tells it from the other events of its row; null where a row becomes one only.</param>
/// <param name="Shape">Where its fields stand in the mapping.</param>
/// <param name="Fields">Its fields, without those that are null.</param>
internal sealed record MadeEvent(string? Name, ShapeObject Shape, Value Fields);

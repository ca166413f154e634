using Loader.Mappings.Findings;

namespace Loader.Mappings.Rules;

/// <summary>One entry of <c>events:</c>: one of the events that a row, or a group, can become.</summary>
/// <param name="Name">Tells it from the other entries; ids hang on it. Its position from 1 where the mapping gives none.</param>
/// <param name="When">Rows, or elements, for which it does not hold do not become this event; null: all do.</param>
/// <param name="Each">A list: every element becomes an event of its own; null: the row becomes one.</param>
/// <param name="Event">What the event looks like.</param>
/// <param name="Place">Where the entry stands.</param>
public sealed record EventRule(string Name, Formula? When, Formula? Each, TemplateObject Event, Place Place);

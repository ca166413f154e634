using Loader.Mappings.Events;

namespace Loader.Mappings;

/// <summary>One of the events that a row can become.</summary>
/// <param name="Name">Its name below <c>events:</c>; null for <c>event:</c>.</param>
/// <param name="Shape">What it looks like, slots in the order of the mapping.</param>
public sealed record EventEntry(string? Name, EventShape Shape);

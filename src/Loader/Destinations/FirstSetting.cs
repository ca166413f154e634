namespace Loader.Destinations;

/// <summary>A setting that a first mapping for a destination has to have.</summary>
/// <param name="Name">Its name under <c>to: KIND:</c>.</param>
/// <param name="Value">As the mapping writes it: <c>${NAMELESS_ENDPOINT}</c>.</param>
/// <param name="StandIn">
/// A value of the right form, by which a mapping is checked where the real one is not known; nothing is ever sent with it. Null where the destination
/// can be told without it.
/// </param>
/// <param name="Help">What a person puts there.</param>
public sealed record FirstSetting(string Name, string Value, string? StandIn, string Help);

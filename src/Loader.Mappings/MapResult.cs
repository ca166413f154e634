namespace Loader.Mappings;

/// <summary>What the mapping makes of a row.</summary>
public enum MapResult
{
    /// <summary>An event: the mapper's key and slots hold it.</summary>
    Event,

    /// <summary>Left out on purpose, by a <c>skip</c> rule.</summary>
    Skipped,

    /// <summary>Should have become an event and cannot: the row failed, with every reason.</summary>
    Rejected,
}

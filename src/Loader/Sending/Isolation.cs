namespace Loader.Sending;

/// <summary>How a bad event is found when a request is refused as a whole.</summary>
public enum Isolation
{
    /// <summary>It is not: all events of the request fail together.</summary>
    None,

    /// <summary>The request is cut in halves until the bad ones stand alone.</summary>
    Halve,
}

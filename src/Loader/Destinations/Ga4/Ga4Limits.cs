namespace Loader.Destinations.Ga4;

/// <summary>
/// Limits of the Measurement Protocol (developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events, "Limitations").
/// What goes beyond them is answered with 2xx and dropped or cut.
/// </summary>
internal static class Ga4Limits
{
    public const int Events = 25;

    /// <summary>The body has to be smaller than 130 kB.</summary>
    public const int Bytes = 130_000 - 1;

    public const int Parameters = 25;

    public const int LongestName = 40;

    public const int LongestValue = 100;

    public const int LongestValueIn360 = 500;

    public const int UserProperties = 25;

    public const int LongestUserPropertyName = 24;

    public const int LongestUserPropertyValue = 36;

    public const int LongestUserId = 256;

    public const int Items = 200;

    public const int CustomItemParameters = 10;

    /// <summary>An event's own time is kept this far back; an older event is put 72 hours ago.</summary>
    public static readonly TimeSpan OldestEvent = TimeSpan.FromHours(72);

    /// <summary>
    /// How much earlier an event counts as too old: between being packed and being received it waits for its turn, for limits, for a server that
    /// asks for patience.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);

    /// <summary>How far clocks may differ before an event counts as one of the future.</summary>
    public static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>Characters of texts that may be longer than others.</summary>
    public static int Longest(string parameter, int otherwise) => parameter switch
    {
        "page_title" => Math.Max(300, otherwise),
        "page_referrer" => Math.Max(420, otherwise),
        "page_location" => Math.Max(1_000, otherwise),
        _ => otherwise,
    };
}

namespace Loader.Rehearsal;

/// <summary>An event that was answered with "accepted" and then lost or changed on its way into the destination's tables.</summary>
public sealed record RowTrouble(string EventId, string Reason);

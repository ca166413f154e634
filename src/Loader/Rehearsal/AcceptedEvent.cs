namespace Loader.Rehearsal;

/// <summary>An event that the endpoint accepted. The same event accepted twice is there twice.</summary>
/// <param name="Id">The fingerprint of the event's id as the request had it.</param>
/// <param name="Request">Which request brought it: requests are numbered from 1 as they arrive.</param>
/// <param name="AnswerLost">Whether the answer never reached the sender: to it, this event is uncertain.</param>
public readonly record struct AcceptedEvent(UInt128 Id, long Request, bool AnswerLost);

/// <summary>An event that was answered with "accepted" and then lost or changed on its way into the destination's tables.</summary>
public sealed record RowTrouble(string EventId, string Reason);

/// <summary>A request as it arrived, and what it was answered. Kept on request only.</summary>
public sealed record KeptRequest(
    long Number, string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, int Status, byte[] Answer, int Accepted);

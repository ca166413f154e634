namespace Loader.Rehearsal;

/// <summary>An event that the endpoint accepted. The same event accepted twice is there twice.</summary>
/// <param name="Id">The fingerprint of the event's id as the request had it.</param>
/// <param name="Request">Which request brought it: requests are numbered from 1 as they arrive.</param>
/// <param name="AnswerLost">Whether the answer never reached the sender: to it, this event is uncertain.</param>
public readonly record struct AcceptedEvent(UInt128 Id, long Request, bool AnswerLost);

namespace Loader.Sending;

/// <summary>
/// One event on its way: an id and bytes. Sending knows nothing of rows and mappings; whoever made the parcel finds its
/// row again by <see cref="Ticket"/>.
/// </summary>
/// <param name="Ticket">What the ledger knows this event by.</param>
/// <param name="Lane">
/// Events of one lane go one at a time, in the order they came; 0 means the event belongs to no lane. Two keys may share a number
/// (it is a hash): they then wait for each other, which costs time and never order.
/// </param>
/// <param name="Body">The event's bytes, as the destination packed them.</param>
/// <param name="Note">Bytes that the destination left for itself beside the body (the value of a cookie, which headers to use).</param>
/// <param name="Once">
/// What must stand only once in a request where the framing says so (<see cref="Framing.OneOfEach"/>): the hash of a transaction's id; 0: nothing.
/// Two that share a number by chance go in different requests, which costs nothing but a request.
/// </param>
public readonly record struct Parcel(long Ticket, ulong Lane, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Note, ulong Once = 0);

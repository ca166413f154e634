namespace Loader.Sending;

/// <summary>
/// Who writes down what becomes of each parcel. Called from many senders at once. All calls return before anything else is done with
/// the parcel and take no cancellation: a stop must not lose an answer.
/// </summary>
public interface ILedger
{
    /// <summary>The request with this parcel is about to leave. After this, only an answer can say that it was sent.</summary>
    void Leaving(in Parcel parcel, ParcelChunk chunk);

    /// <summary>
    /// It left, and an answer said that nothing of it was accepted, or it turned out that it had not left after all. It waits for another
    /// try: <see cref="Leaving"/> is called again before that. A ledger that ignores this only calls more parcels uncertain after a crash.
    /// </summary>
    void Returned(in Parcel parcel, ParcelChunk chunk)
    {
    }

    /// <summary>
    /// A request was accepted with a receipt, by which its result can be asked for later. Called once for each such request, before its
    /// parcels are settled as sent. A ledger that ignores this loses the way to that result.
    /// </summary>
    /// <param name="receipt">What the destination calls the request.</param>
    /// <param name="parcels">The parcels of the request, in the order in which they stood in it.</param>
    void Receipted(string receipt, ReadOnlySpan<Shipped> parcels)
    {
    }

    /// <summary>
    /// The last word on this parcel. The sender then settles it in its chunk (<see cref="ParcelChunk.Settle"/>); the ledger does not.
    /// Called exactly once for each, also for those that never left.
    /// </summary>
    void Settled(in Parcel parcel, ParcelChunk chunk, Outcome outcome);
}

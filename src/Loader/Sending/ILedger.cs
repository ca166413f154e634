namespace Loader.Sending;

/// <summary>
/// Who writes down what becomes of each parcel. Called from many senders at once. Both calls return before anything else is done with
/// the parcel and take no cancellation: a stop must not lose an answer.
/// </summary>
public interface ILedger
{
    /// <summary>The request with this parcel is about to leave. After this, only an answer can say that it was sent.</summary>
    void Leaving(in Parcel parcel, ParcelChunk chunk);

    /// <summary>The last word on this parcel. Called exactly once for each, also for those that never left.</summary>
    void Settled(in Parcel parcel, ParcelChunk chunk, Outcome outcome);
}

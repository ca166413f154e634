namespace Loader.Sending;

/// <summary>
/// Parcels that travel together because their bytes lie in one buffer. Read by one sender after another; given back when every parcel
/// in it is settled.
/// </summary>
public abstract class ParcelChunk
{
    private int unsettled;

    /// <summary>The parcels, in the order in which their rows came.</summary>
    public abstract ReadOnlySpan<Parcel> Parcels { get; }

    /// <summary>Says how many parcels the chunk holds; to be called once, before it is handed to the senders.</summary>
    protected void Begin(int parcels) => Volatile.Write(ref unsettled, parcels);

    /// <summary>One of the parcels has been settled, whatever its outcome. The last one gives the buffers back.</summary>
    public void Settle()
    {
        if (Interlocked.Decrement(ref unsettled) == 0) Release();
    }

    /// <summary>Gives the buffers back. Called once, when nobody reads the chunk's bytes any more.</summary>
    protected abstract void Release();
}

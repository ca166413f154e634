namespace Loader.Sending;

/// <summary>A chunk that has been read from the feed, with how far it has been handed out.</summary>
internal sealed class OpenChunk(ParcelChunk chunk)
{
    private long bytes = -1;

    public ParcelChunk Chunk { get; } = chunk;

    public int Count { get; } = chunk.Parcels.Length;

    /// <summary>The first parcel that nobody has taken or parked.</summary>
    public int Next { get; set; }

    /// <summary>How many of its parcels are parked behind a lane; the chunk's buffer stays in memory for as long.</summary>
    public int Parked { get; set; }

    /// <summary>Bytes of all its parcels, counted when first asked for.</summary>
    public long Bytes
    {
        get
        {
            if (bytes < 0)
            {
                bytes = 0;
                foreach (ref readonly var parcel in Chunk.Parcels) bytes += parcel.Body.Length + parcel.Note.Length;
            }

            return bytes;
        }
    }
}

/// <summary>One parcel that is not settled yet: where it lies.</summary>
internal readonly record struct Pending(OpenChunk Open, int Index)
{
    public ParcelChunk Chunk => Open.Chunk;

    public ref readonly Parcel Parcel => ref Open.Chunk.Parcels[Index];
}

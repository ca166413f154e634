namespace Loader.Sending;

/// <summary>One parcel of a request, and the chunk that it lies in.</summary>
public readonly record struct Shipped(Parcel Parcel, ParcelChunk Chunk);

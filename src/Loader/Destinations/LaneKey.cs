namespace Loader.Destinations;

/// <summary>The lane of events that belong to one owner: a client, a visitor.</summary>
internal static class LaneKey
{
    /// <summary>
    /// FNV-1a of the owner's id, mixed once more so that the low bits depend on all of it. 0 is kept for "no lane". Owners who share a number wait for
    /// each other, which costs time and never order.
    /// </summary>
    public static ulong Of(ReadOnlySpan<byte> owner)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in owner) hash = (hash ^ character) * 1_099_511_628_211UL;
        hash ^= hash >> 32;
        hash *= 0x9E37_79B9_7F4A_7C15UL;
        hash ^= hash >> 29;
        return hash == 0 ? 1 : hash;
    }
}

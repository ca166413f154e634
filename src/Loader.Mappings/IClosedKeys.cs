namespace Loader.Mappings;

/// <summary>Remembers the keys of groups, so that one that comes back is noticed. One thread.</summary>
public interface IClosedKeys
{
    /// <summary>Says that a key is the next to be noted. What that takes can be fetched meanwhile.</summary>
    void Announce(ReadOnlySpan<byte> key)
    {
    }

    /// <summary>Notes a key; false when it was noted before.</summary>
    bool Add(ReadOnlySpan<byte> key);
}

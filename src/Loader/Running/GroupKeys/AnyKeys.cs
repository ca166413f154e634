using Loader.Mappings;

namespace Loader.Running.GroupKeys;

/// <summary>For looking at a few groups: which keys come back is a matter of the whole run.</summary>
internal sealed class AnyKeys : IClosedKeys
{
    public bool Add(ReadOnlySpan<byte> key) => true;
}

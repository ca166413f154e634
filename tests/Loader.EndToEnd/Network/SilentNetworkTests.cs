using Loader.EndToEnd.Faults;

namespace Loader.EndToEnd.Network;

/// <summary>Connections that stay open and say nothing any more.</summary>
public sealed class SilentNetworkTests
{
    [Theory]
    [InlineData(Deed.HalfOpen, 9)]
    [InlineData(Deed.BlackHole, 10)]
    public Task What_arrived_is_what_the_books_say(Deed deed, int seed) => Proxied.CheckAsync(deed, seed, timeout: "1s");
}

using Loader.EndToEnd.Faults;

namespace Loader.EndToEnd.Network;

/// <summary>Bytes that take their time, and an endpoint that goes away and comes back.</summary>
public sealed class SlowNetworkTests
{
    [Theory]
    [InlineData(Deed.Delay, 1)]
    [InlineData(Deed.Throttle, 2)]
    [InlineData(Deed.Outage, 11)]
    public Task What_arrived_is_what_the_books_say(Deed deed, int seed) => Proxied.CheckAsync(deed, seed);
}

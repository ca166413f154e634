using Loader.EndToEnd.Faults;

namespace Loader.EndToEnd.Network;

/// <summary>Connections that end in the middle of a request or of an answer.</summary>
public sealed class CutConnectionTests
{
    [Theory]
    [InlineData(Deed.CutRequest, 3)]
    [InlineData(Deed.CutRequest, 4)]
    [InlineData(Deed.CutAnswer, 5)]
    [InlineData(Deed.CutAnswer, 6)]
    [InlineData(Deed.ResetRequest, 7)]
    [InlineData(Deed.ResetAnswer, 8)]
    public Task What_arrived_is_what_the_books_say(Deed deed, int seed) => Proxied.CheckAsync(deed, seed);
}

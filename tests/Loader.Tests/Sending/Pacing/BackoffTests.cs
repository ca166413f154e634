using FsCheck;
using FsCheck.Fluent;
using Loader.Sending.Pacing;

namespace Loader.Tests.Sending.Pacing;

public sealed class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(int.MaxValue, 30)]
    public void It_doubles_up_to_the_cap(int tries, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Backoff(First, Cap, () => 1).After(tries));

    [Fact]
    public void Jitter_is_full() =>
        Prop.ForAll(Gen.Choose(1, 100).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (tries, share) =>
        {
            var ceiling = new Backoff(First, Cap, () => 1).After(tries);
            var wait = new Backoff(First, Cap, () => share / 1000.0).After(tries);
            return (wait - (ceiling * (share / 1000.0))).Duration() < TimeSpan.FromMilliseconds(1);
        }).QuickCheckThrowOnFailure();
}

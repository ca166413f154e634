using Loader.Running;
using Loader.Sending.Adaptive;

namespace Loader.Tests.Running;

public sealed class AdaptiveWordsTests
{
    private static readonly AdaptiveStory Still = new() { Bounds = new(1, 64), Final = 4, Lowest = 4, Highest = 4, Moves = new Dictionary<Move, long>() };

    [Fact]
    public void A_number_that_never_moved_says_so() => Assert.Equal(
        "parallel: auto ended at 4 requests in flight (between 4 and 4; allowed 1 to 64); it never moved",
        AdaptiveWords.Of(Still));

    [Fact]
    public void One_that_moved_says_how_often_and_why_and_when() => Assert.Equal(
        "parallel: auto ended at 24 requests in flight (between 3 and 32; allowed 1 to 64); grew 1,200 times, fell because it was asked to slow down 2 times; "
        + "first after 0.5 s from 4 to 8, last after 61.2 s from 32 to 24",
        AdaptiveWords.Of(Still with
        {
            Final = 24,
            Lowest = 3,
            Highest = 32,
            Moves = new Dictionary<Move, long> { [Move.Pushback] = 2, [Move.Grew] = 1200 },
            FirstMove = new(TimeSpan.FromSeconds(0.5), Move.Grew, 4, 8),
            LastMove = new(TimeSpan.FromSeconds(61.23), Move.Pushback, 32, 24),
        }));

    [Fact]
    public void Every_reason_has_words()
    {
        var moves = Enum.GetValues<Move>().ToDictionary(move => move, _ => 1L);
        var move = new AdaptiveMove(TimeSpan.Zero, Move.Grew, 1, 2);

        Assert.Contains("lost", AdaptiveWords.Of(Still with { Moves = moves, FirstMove = move, LastMove = move }), StringComparison.Ordinal);
    }
}

using Loader.Sending.Adaptive;
using Loader.Settings;

namespace Loader.Tests.Settings;

public sealed class ParallelismTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 256 ", 256)]
    public void A_number_is_fixed(string text, int most)
    {
        Assert.Equal(new Parallelism(most, null), Parallelism.Parse(text, out var trouble));
        Assert.Null(trouble);
    }

    [Theory]
    [InlineData("auto", 1, 64)]
    [InlineData("auto 4..64", 4, 64)]
    [InlineData("auto  2 .. 8", 2, 8)]
    [InlineData("auto 3..3", 3, 3)]
    public void Auto_finds_it_between_its_bounds(string text, int least, int most) =>
        Assert.Equal(new Parallelism(most, new AdaptiveBounds(least, most)), Parallelism.Parse(text, out _));

    [Theory]
    [InlineData("0", "0 is too small for parallel")]
    [InlineData("-3", "-3 is too small for parallel")]
    [InlineData("257", "257 is too large for parallel")]
    [InlineData("many", "'many' is neither a whole number nor auto")]
    [InlineData("automatic", "'automatic' is neither a whole number nor auto")]
    [InlineData("auto 4", "'auto 4' is neither a whole number nor auto")]
    [InlineData("auto 4..", "'' is neither a whole number nor auto")]
    [InlineData("auto 8..4", "'auto 8..4' has its lower bound above its upper one")]
    [InlineData("auto 4..1000", "1000 is too large for parallel")]
    [InlineData("1.5", "'1.5' is neither a whole number nor auto")]
    public void Anything_else_is_said_to_be_wrong(string text, string expected)
    {
        Assert.Null(Parallelism.Parse(text, out var trouble));
        Assert.Equal(expected, trouble);
    }
}

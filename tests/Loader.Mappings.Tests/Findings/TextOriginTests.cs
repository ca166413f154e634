using Loader.Mappings.Findings;

namespace Loader.Mappings.Tests.Findings;

public class TextOriginTests
{
    private static readonly TextOrigin TwoLines = new(new("m", 2, 3)) { Pieces = [new(4, new("m", 3, 5)), new(6, new("m", 3, 20))] };

    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(3, 2, 6)]
    [InlineData(4, 3, 5)]
    [InlineData(5, 3, 6)]
    [InlineData(6, 3, 20)]
    [InlineData(9, 3, 23)]
    public void A_position_is_counted_from_the_last_break_before_it(int offset, int line, int column)
    {
        Assert.Equal(new("m", line, column), TwoLines.At(offset));
        for (var cut = 0; cut <= offset; cut++) Assert.Equal(new("m", line, column), TwoLines.From(cut).At(offset - cut));
    }
}

using Loader.Running.Making;
using Loader.Sending;

namespace Loader.Tests.Destinations.Http;

/// <summary>What a mapping promises about repeats is what decides whether a row without an answer leaves again.</summary>
public sealed class HttpRepeatTests
{
    [Theory]
    [InlineData("never", false, null)]
    [InlineData("48h", true, 48)]
    [InlineData("always", true, null)]
    public void Repeats_are_ignored_as_long_as_the_mapping_says(string says, bool ignores, int? hours)
    {
        var protocol = Endpoints.Of($"ignores_repeats: {says}").Protocol;

        Assert.Equal((ignores, hours), (protocol.IgnoresRepeats, (int?)protocol.RepeatWindow?.TotalHours));
    }

    [Theory]
    [InlineData("never", 1, false)]
    [InlineData("48h", 40, true)]
    [InlineData("48h", 49, false)] // by then the destination has forgotten it and would count it twice
    [InlineData("always", 4900, true)]
    public void A_row_without_an_answer_leaves_again_only_in_that_time(string says, int hours, bool leaves) =>
        Assert.Equal(leaves, RowPolicy.Of(new SendOptions(), Endpoints.Of($"ignores_repeats: {says}").Protocol).MayLeaveAgain(1, TimeSpan.FromHours(hours)));
}

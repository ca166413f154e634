using Loader.Rehearsal;

namespace Loader.Tests.Rehearsal;

public sealed class LanesInFlightTests
{
    [Fact]
    public void Requests_one_after_another_and_of_different_lanes_never_overlap()
    {
        var lanes = new LanesInFlight();

        var one = lanes.Begin(1);
        var two = lanes.Begin(2);
        Assert.Equal(0, lanes.End(one, givenUp: false));
        var next = lanes.Begin(1);
        Assert.Equal(0, lanes.End(next, givenUp: false) + lanes.End(two, givenUp: false));
    }

    [Fact]
    public void Whoever_comes_before_the_answer_is_too_early()
    {
        var lanes = new LanesInFlight();
        var first = lanes.Begin(1);
        var second = lanes.Begin(1);
        var third = lanes.Begin(1);

        Assert.Equal(1, lanes.End(second, givenUp: false));
        Assert.Equal(2, lanes.End(first, givenUp: false));
        Assert.Equal(0, lanes.End(third, givenUp: false));
        Assert.Equal(0, lanes.End(lanes.Begin(1), givenUp: false));
    }

    [Fact]
    public void A_retry_after_its_sender_gave_up_is_not_too_early()
    {
        var lanes = new LanesInFlight();
        var slow = lanes.Begin(1);
        var retry = lanes.Begin(1);

        Assert.Equal(0, lanes.End(retry, givenUp: false));
        Assert.Equal(0, lanes.End(slow, givenUp: true));
        Assert.Equal(0, lanes.End(slow, givenUp: false));
    }

    [Fact]
    public void Lane_0_is_no_lane()
    {
        var lanes = new LanesInFlight();

        Assert.Null(lanes.Begin(0));
        Assert.Equal(0, lanes.End(null, givenUp: false));
    }
}

using Loader.Sending;

namespace Loader.Tests.Sending;

/// <summary>How large requests may be after one was refused for its size, from nothing but what passed and what did not.</summary>
public sealed class CeilingTests
{
    private readonly Ceiling ceiling = new();

    [Fact]
    public void There_is_none_while_nothing_is_refused()
    {
        ceiling.Passed(new(10, 1000));

        Assert.True(ceiling.Allows(int.MaxValue, long.MaxValue));
        Assert.Null(ceiling.Found);
    }

    [Fact]
    public void Requests_are_as_large_as_the_largest_that_passed()
    {
        ceiling.Passed(new(9, 900));
        ceiling.Passed(new(8, 800));
        ceiling.Refused(new(10, 1000));

        Assert.True(ceiling.Allows(100, 900));
        Assert.False(ceiling.Allows(1, 901));
        Assert.Equal(new CeilingFound(1, 900, null), ceiling.Found);
    }

    [Fact]
    public void Where_only_small_ones_passed_they_are_half_of_what_did_not()
    {
        ceiling.Passed(new(1, 10));
        ceiling.Refused(new(10, 1000));

        Assert.Equal(new CeilingFound(1, 500, null), ceiling.Found);
    }

    [Fact]
    public void What_passes_beyond_half_raises_it_and_what_was_refused_never_does()
    {
        ceiling.Refused(new(10, 1000));
        ceiling.Passed(new(7, 700));
        ceiling.Passed(new(20, 2000));

        Assert.Equal(new CeilingFound(1, 700, null), ceiling.Found);
    }

    [Fact]
    public void A_larger_refusal_teaches_nothing_more()
    {
        ceiling.Passed(new(2, 200));
        ceiling.Refused(new(4, 400));
        ceiling.Refused(new(8, 800));

        Assert.Equal(new CeilingFound(2, 200, null), ceiling.Found);
    }

    [Fact]
    public void Where_as_many_bytes_have_passed_events_are_counted()
    {
        ceiling.Passed(new(10, 1000));
        ceiling.Refused(new(12, 600));

        Assert.Equal(new CeilingFound(1, null, 10), ceiling.Found);
        Assert.True(ceiling.Allows(10, long.MaxValue));
        Assert.False(ceiling.Allows(11, 1));
    }

    [Fact]
    public void What_passed_once_and_does_no_longer_is_forgotten()
    {
        ceiling.Passed(new(10, 1000));
        ceiling.Refused(new(8, 600));
        ceiling.Refused(new(4, 300));

        Assert.Equal(new CeilingFound(2, 150, null), ceiling.Found);
    }
}

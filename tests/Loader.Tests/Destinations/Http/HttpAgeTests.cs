using Loader.Destinations;
using Loader.Mappings.Rows;
using Loader.Tests.Support;

namespace Loader.Tests.Destinations.Http;

/// <summary>What is too old for a destination is left out before it leaves.</summary>
public sealed class HttpAgeTests
{
    private const long Day = 86_400;

    [Theory]
    [InlineData(7 * Day, "ready")]
    [InlineData((7 * Day) + 1, "too_old")]
    [InlineData(-60, "ready")]
    [InlineData(-61, "HTTP005")]
    public void An_event_has_an_age_when_it_leaves(long age, string expected) =>
        Assert.Equal(expected, Outcome("time: = at | from_unix(\"s\")\nmax_age: 7d\nmax_ahead: 1m", age, "website"));

    [Theory]
    [InlineData("website", 8 * Day, "too_old")]
    [InlineData("physical_store", 8 * Day, "ready")]
    [InlineData("physical_store", 63 * Day, "too_old")]
    public void The_age_may_depend_on_the_event(string source, long age, string expected) =>
        Assert.Equal(expected, Outcome("time: = at | from_unix(\"s\")\nmax_age: = if(source == \"physical_store\", days(62), days(7))", age, source));

    [Fact]
    public void An_event_without_a_time_fails() => Assert.Equal("HTTP006", Outcome("time: at\nmax_age: 7d", 1, "website"));

    private static string Outcome(string yaml, long age, string source)
    {
        var clock = new FakeTime();
        var destination = Endpoints.Of(yaml, Endpoints.Context() with { Clock = clock });
        var row = new ShapeBuilder().Slot("at", Value.Of(clock.GetUtcNow().ToUnixTimeSeconds() - age)).Slot("source", source);
        return Endpoints.TryPack(destination, row).Packing switch
        {
            Packing.Ready => "ready",
            Packing.Skipped skipped => skipped.Reason,
            Packing.Broken broken => broken.Problem.Code.Id,
            var other => other.ToString(),
        };
    }
}

using Loader.Settings;

namespace Loader.Tests.Settings;

public sealed class RateTests
{
    [Theory]
    [InlineData("50 requests/s", RateUnit.Requests, 50)]
    [InlineData("50requests/s", RateUnit.Requests, 50)]
    [InlineData("1 request / second", RateUnit.Requests, 1)]
    [InlineData("0.5 requests/s", RateUnit.Requests, 0.5)]
    [InlineData("3000 events/min", RateUnit.Events, 50)]
    [InlineData("3600 events/h", RateUnit.Events, 1)]
    [InlineData("1 event/hour", RateUnit.Events, 1 / 3600d)]
    [InlineData("1 MB/s", RateUnit.Bytes, 1_000_000)]
    [InlineData("1 MiB/s", RateUnit.Bytes, 1_048_576)]
    [InlineData("60 KB/minute", RateUnit.Bytes, 1_000)]
    public void A_rate_is_an_amount_of_something_in_a_time(string text, RateUnit what, double perSecond) =>
        Assert.Equal(new Rate(what, perSecond), Rate.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("50")]
    [InlineData("50/s")]
    [InlineData("50 rows/s")]
    [InlineData("requests/s")]
    [InlineData("0 requests/s")]
    [InlineData("-1 requests/s")]
    [InlineData("1,5 requests/s")]
    [InlineData("NaN requests/s")]
    [InlineData("Infinity requests/s")]
    [InlineData("50 requests/day")]
    [InlineData("50 requests")]
    [InlineData("0 MB/s")]
    [InlineData("1 Mbit/s")]
    [InlineData("0.00000000000000000001 requests/h")]
    public void Anything_else_is_not_a_rate(string text) => Assert.Null(Rate.Parse(text));
}

using FsCheck;
using FsCheck.Fluent;
using Loader.Sending.Pacing;
using Loader.Tests.Support;

namespace Loader.Tests.Sending.Pacing;

/// <summary>What answers say about quotas, in all the ways that are about.</summary>
public sealed class RateHintTests
{
    /// <summary>1772359200 in seconds since 1970.</summary>
    private static readonly FakeTime Now = new();

    [Theory]
    [InlineData("RateLimit: \"default\";r=50;t=30", 50, 30, null)]
    [InlineData("RateLimit: default;r=50;t=30", 50, 30, null)]
    [InlineData("RateLimit: \"burst\";r=9;t=30 | RateLimit-Policy: \"burst\";q=100;w=60, \"day\";q=5000;w=86400", 9, 30, 100d)]
    [InlineData("RateLimit: \"day\";r=900;t=40000, \"burst\";r=100;t=30", 900, 40000, null)] // the one that leaves least for each second
    [InlineData("RateLimit: \"a;b, c\";r=5;t=9", 5, 9, null)]
    [InlineData("RateLimit: \"b\";t=9;r=5;pk=:sdfjLJUOUH==:", 5, 9, null)]
    [InlineData("RateLimit: limit=100, remaining=40, reset=20", 40, 20, 100d)]
    [InlineData("RateLimit-Limit: 100, 100;w=60 | RateLimit-Remaining: 7 | RateLimit-Reset: 13", 7, 13, 100d)]
    [InlineData("X-RateLimit-Limit: 60 | X-RateLimit-Remaining: 0 | X-RateLimit-Reset: 1772359230", 0, 30, 60d)]
    [InlineData("X-RateLimit-Remaining: 1 | X-RateLimit-Reset: 1772359230500", 1, 30.5, null)]
    [InlineData("x-rate-limit-remaining: 3 | x-rate-limit-reset: 2.5", 3, 2.5, null)]
    [InlineData("X-RateLimit-Remaining: 3 | X-RateLimit-Reset: 1772359100", 3, 0, null)] // a moment that has passed
    [InlineData("X-RateLimit-Remaining: 3 | X-RateLimit-Reset: 1772366430 | Date: Sun, 01 Mar 2026 12:00:00 GMT", 3, 30, null)] // held against the answer's own clock
    public void Every_form_is_read(string headers, double remaining, double seconds, double? quota) =>
        Assert.Equal(new RateHint(remaining, TimeSpan.FromSeconds(seconds), quota), Read(headers));

    [Theory]
    [InlineData("Content-Language: en")]
    [InlineData("RateLimit: ")]
    [InlineData("RateLimit: \"default\"")]
    [InlineData("RateLimit: \"default\";r=many;t=30")]
    [InlineData("RateLimit: \"default\";r=-1;t=30")]
    [InlineData("RateLimit: \"default\";r=1")]
    [InlineData("RateLimit: \"open;r=1;t=2")]
    [InlineData("RateLimit: \"b\";r=5;t=9 | RateLimit-Policy: \"b\";q=1000;qu=\"content-bytes\"")]
    [InlineData("X-RateLimit-Remaining: 3")]
    [InlineData("X-RateLimit-Remaining: 3 | X-RateLimit-Reset: Sun, 01 Mar 2026 12:00:00 GMT")]
    [InlineData("X-RateLimit-Remaining: NaN | X-RateLimit-Reset: 5")]
    public void What_cannot_be_read_says_nothing(string headers) => Assert.Null(Read(headers));

    [Fact]
    public void No_text_whatever_is_too_much_for_the_reader() => Prop.ForAll<string, string>((list, policy) =>
    {
        var hint = RateHints.ReadList(list ?? "", policy ?? "");
        return hint is null || hint.Value.Remaining >= 0;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(900, 30, 1000d, 4, null)] // plenty
    [InlineData(200, 30, 1000d, 4, 30d / 201)] // the last fifth is spread
    [InlineData(8, 30, null, 4, 30d / 9)] // no quota said: from twice the senders on
    [InlineData(9, 30, null, 4, null)]
    [InlineData(0, 30, 1000d, 4, 30d)] // used up: wait for the reset
    [InlineData(0, 86_400, 1000d, 4, 60d)] // a day's quota is used up: look once a minute, never stop for a hint
    [InlineData(5, 86_400, 1000d, 4, null)] // and as long as something is left it is used
    [InlineData(0, 0, 1000d, 4, null)]
    public void The_end_of_a_quota_is_spread_and_never_waited_for_longer_than_a_minute(
        double remaining,
        double reset,
        double? quota,
        int senders,
        double? apart)
    {
        var pace = new RateHint(remaining, TimeSpan.FromSeconds(reset), quota).Pace(senders);

        Assert.Equal(apart is null, pace is null);
        Assert.Equal(apart ?? 0, pace?.TotalSeconds ?? 0, 0.001);
    }

    private static RateHint? Read(string headers)
    {
        using var answer = new HttpResponseMessage();
        foreach (var line in headers.Split('|', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            answer.Headers.TryAddWithoutValidation(line[..colon], line[(colon + 1)..].Trim());
        }

        return RateHints.Read(answer.Headers, Now);
    }
}

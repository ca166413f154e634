using Loader.Sending;
using Loader.Settings;
using Loader.Tests.Options;

namespace Loader.Tests.Settings;

public sealed class SendSettingsTests
{
    private readonly Sections sections = new();

    [Fact]
    public void Nothing_given_is_the_senders_own_defaults()
    {
        var settings = SendSettings.Read(sections.Read("send:"), uncertain: null);

        Assert.Equal(new SendOptions(), settings.Options);
        Assert.Equal(FailureLimit.None, settings.MaxFailed);
        Assert.Empty(sections.Messages);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var settings = SendSettings.Read(
            sections.Read("send: { parallel: 3, attempts: 1, timeout: 5s, grace: 0s, longest_retry_after: 1m, deadline: 10m, wait_for_endpoint: 5m, "
                + "rate: [50 requests/s, 600 events/min, 1 MB/s], max_failed: 2% }"),
            "hold");

        Assert.Equal(
            new SendOptions
            {
                Parallel = 3,
                Attempts = 1,
                Timeout = TimeSpan.FromSeconds(5),
                Grace = TimeSpan.Zero,
                LongestRetryAfter = TimeSpan.FromMinutes(1),
                Deadline = TimeSpan.FromMinutes(10),
                WaitForEndpoint = TimeSpan.FromMinutes(5),
                RequestsPerSecond = 50,
                EventsPerSecond = 10,
                BytesPerSecond = 1_000_000,
                Uncertain = UncertainPolicy.Hold,
            },
            settings.Options);
        Assert.Equal(FailureLimit.Parse("2%"), settings.MaxFailed);
        Assert.Empty(sections.Messages);
    }

    [Theory]
    [InlineData("resend", UncertainPolicy.Resend)]
    [InlineData("hold", UncertainPolicy.Hold)]
    [InlineData(null, null)]
    public void What_to_do_with_uncertain_rows_comes_from_the_mapping(string? word, UncertainPolicy? policy) =>
        Assert.Equal(policy, SendSettings.Read(sections.Read("send:"), word).Options.Uncertain);

    [Fact]
    public void Flags_win_over_the_mapping()
    {
        var settings = SendSettings.Read(
            sections.Read(
                "send: { parallel: 3, rate: [50 requests/s, 1 MB/s], max_failed: 2%, grace: 1s }",
                ("parallel", "5"),
                ("rate", "7 events/s"),
                ("max_failed", "0"),
                ("grace", "9s")),
            uncertain: null);

        Assert.Equal(
            (5, null, 7d, null),
            (settings.Options.Parallel, settings.Options.RequestsPerSecond, settings.Options.EventsPerSecond, settings.Options.BytesPerSecond));
        Assert.Equal((FailureLimit.Parse("0"), TimeSpan.FromSeconds(9)), (settings.MaxFailed, settings.Options.Grace));
    }

    [Theory]
    [InlineData("[100 requests/s, 3000 requests/min]")]
    [InlineData("[3000 requests/min, 100 requests/s]")]
    public void Of_two_limits_of_one_kind_the_slower_holds(string rates) =>
        Assert.Equal(50, SendSettings.Read(sections.Read($"send: {{ rate: {rates} }}"), uncertain: null).Options.RequestsPerSecond);

    [Fact]
    public void Mistakes_are_shown_all_at_once()
    {
        SendSettings.Read(
            sections.Read(
                """
                send:
                  parallel: 1000
                  attempts: 0
                  timeout: 0s
                  grace: 60d
                  rate: [50 requests/s, fast]
                  max_failed: few
                  paralel: 3
                """,
                ("parallel", "0")),
            uncertain: null);

        Assert.Equal(
            """
            command line: error SET003: 0 is too small for parallel
              hint: parallel is a whole number from 1 to 256, or auto, or auto 4..64
            m.yaml:3:13: error SET003: 0 is too small for attempts
              hint: attempts is a whole number from 1 to 100
            m.yaml:6:9: error SET003: 'fast' is not a rate
              hint: write 50 requests/s, 3000 events/min, 1 MB/s
            m.yaml:7:15: error SET003: 'few' is neither a number of rows nor a percentage
              hint: write max_failed: 100, max_failed: 2% or max_failed: 2% of last 1000
            m.yaml:5:10: error SET005: grace of 60d is longer than a day
              hint: write grace: 24h at most
            m.yaml:4:12: error SET005: a timeout of nothing fails every request
              hint: write timeout: 30s
            m.yaml:8:3: error SET001: 'send' has no setting 'paralel'
              hint: did you mean 'parallel'?
            """,
            sections.Shown,
            ignoreLineEndingDifferences: true);
    }
}

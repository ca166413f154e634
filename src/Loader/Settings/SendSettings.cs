using System.Globalization;
using Loader.Options;
using Loader.Sending;

namespace Loader.Settings;

/// <summary>The <c>send:</c> section and the flags that replace parts of it.</summary>
/// <param name="Options">For the senders.</param>
/// <param name="MaxFailed">When too many rows have failed.</param>
/// <param name="MaxTime">How long one run may take; null: as long as it takes.</param>
public sealed record SendSettings(SendOptions Options, FailureLimit MaxFailed, TimeSpan? MaxTime = null)
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(30);

    /// <summary>Nobody means longer waits, and timers take no more than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly string ParallelDefault = SendOptions.DefaultParallel.ToString(CultureInfo.InvariantCulture);

    private static readonly string[] RateExamples = ["50 requests/s", "3000 events/min", "1 MB/s"];

    /// <summary>Reads the section; mistakes go to its findings.</summary>
    /// <param name="section">The <c>send:</c> section, with the flags as overrides.</param>
    /// <param name="uncertain">What the mapping says under <c>uncertain:</c>; the reader of the mapping has checked the word.</param>
    public static SendSettings Read(Section section, string? uncertain)
    {
        var parallel = ReadParallel(section);
        var options = new SendOptions
        {
            Parallel = parallel.Most,
            Adaptive = parallel.Adaptive,
            Attempts = (int)section.Integer(
                "attempts",
                1,
                100,
                SendOptions.DefaultAttempts,
                "How often one request is tried at most, the first time included."),
            Timeout = section.Duration("timeout", TimeSpan.FromSeconds(30), "How long one attempt may take.")!.Value,
            Deadline = section.Duration("deadline", null, "How long one request may go on being tried, its own waits included; then its rows are "
                + "failed, or uncertain where an answer was lost."),
            WaitForEndpoint = section.Duration(
                "wait_for_endpoint",
                TimeSpan.Zero,
                "How long to wait where nobody listens, before the first row and in between.")!.Value,
            Grace = section.Duration("grace", TimeSpan.FromSeconds(30), "How long requests in flight may take once the run was asked to stop.")!.Value,
            LongestRetryAfter = section.Duration(
                "longest_retry_after",
                TimeSpan.FromMinutes(5),
                "The longest wait that a server's Retry-After is believed.")!.Value,
            GiveUpAfter = section.Duration(
                "give_up_after",
                TimeSpan.FromMinutes(10),
                "How long nearly every request may fail before the run stops; running again continues.")!.Value,
            Uncertain = uncertain switch { "resend" => UncertainPolicy.Resend, "hold" => UncertainPolicy.Hold, _ => null },
        };
        options = WithRates(options, section);
        var maxFailed = FailureLimit.None;
        if (section.Text(
            "max_failed",
            "Stops the run when more rows than this fail: 100, 2% (asked from 100 rows on, and at the end), or 2% of last 1000.") is { } text)
        {
            if (FailureLimit.Parse(text) is { } limit) maxFailed = limit;
            else
                section.Wrong(
                    "max_failed",
                    $"'{text}' is neither a number of rows nor a percentage",
                    "write max_failed: 100, max_failed: 2% or max_failed: 2% of last 1000");
        }

        var maxTime = section.Duration("max_time", null, "Stops the run after so long; running again continues.");
        if (maxTime > LongestRun)
            section.Refuse("max_time", $"max_time of {Units.Show(maxTime.Value)} is longer than 30 days", "leave it out to let a run take as long as it takes");
        if (maxTime == TimeSpan.Zero) section.Refuse("max_time", "a run that may take no time sends nothing", "write max_time: 2h");

        foreach (var (name, time) in new[]
        {
            ("timeout", options.Timeout), ("grace", options.Grace), ("longest_retry_after", options.LongestRetryAfter),
            ("deadline", options.Deadline ?? TimeSpan.Zero), ("wait_for_endpoint", options.WaitForEndpoint),
        })
        {
            if (time > LongestWait) section.Refuse(name, $"{name} of {Units.Show(time)} is longer than a day", $"write {name}: 24h at most");
        }

        if (options.Timeout == TimeSpan.Zero) section.Refuse("timeout", "a timeout of nothing fails every request", "write timeout: 30s");
        if (options.Deadline < options.Timeout)
            section.Refuse(
                "deadline",
                $"a deadline of {Units.Show(options.Deadline.Value)} is over before one attempt is",
                $"a deadline is at least the timeout: {Units.Show(options.Timeout)}");
        section.Finish();
        return new(options, maxFailed, maxTime);
    }

    private static Parallelism ReadParallel(Section section)
    {
        var text = section.Text(
            "parallel",
            "Requests in flight at most, and as many connections: 16, or auto, or auto 4..64 to find the number while sending.",
            ParallelDefault)!;
        if (Parallelism.Parse(text, out var trouble) is { } parallel) return parallel;
        section.Wrong(
            "parallel",
            trouble!,
            FormattableString.Invariant($"parallel is a whole number from 1 to {Parallelism.MostParallel}, or auto, or auto 4..64"));
        return new(SendOptions.DefaultParallel, null);
    }

    private static SendOptions WithRates(SendOptions options, Section section)
    {
        foreach (var text in section.Texts("rate", "Limits of speed over all senders: 50 requests/s, 500 events/s, 1 MB/s, or a list of them.") ?? [])
        {
            options = Rate.Parse(text) switch
            {
                { What: RateUnit.Requests } rate => options with { RequestsPerSecond = Stricter(options.RequestsPerSecond, rate) },
                { What: RateUnit.Events } rate => options with { EventsPerSecond = Stricter(options.EventsPerSecond, rate) },
                { What: RateUnit.Bytes } rate => options with { BytesPerSecond = Stricter(options.BytesPerSecond, rate) },
                _ => Unreadable(options, text, section),
            };
        }

        return options;
    }

    /// <summary>Two limits of one kind: the slower one keeps both.</summary>
    private static double Stricter(double? before, Rate rate) => Math.Min(before ?? double.MaxValue, rate.PerSecond);

    private static SendOptions Unreadable(SendOptions options, string text, Section section)
    {
        section.Wrong("rate", $"'{text}' is not a rate", "write " + string.Join(", ", RateExamples));
        return options;
    }
}

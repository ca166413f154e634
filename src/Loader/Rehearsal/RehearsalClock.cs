using System.Globalization;

namespace Loader.Rehearsal;

/// <summary>
/// A clock that was set to another moment and runs on from there: sample data gets no younger, and what a destination takes depends on its age.
/// Only the time of day is another; waits are as long as ever.
/// </summary>
public sealed class RehearsalClock(TimeProvider clock, DateTimeOffset at) : TimeProvider
{
    private readonly TimeSpan ahead = at - clock.GetUtcNow();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    /// <summary>Reads a day (its midnight) or a moment; without an offset it is UTC. Null when it is neither.</summary>
    public static DateTimeOffset? Read(string text) => DateTimeOffset.TryParseExact(
        text,
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out var at)
        ? at
        : null;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + ahead;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}

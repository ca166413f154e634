using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>How old an event is when it is about to leave: what the destination would drop as too old is left out under that name.</summary>
internal sealed class EventAge(BoundHttp bound, HttpOptions options)
{
    public const string TooOld = "too_old";

    private static readonly Packing.Skipped Skipped = new(TooOld);

    public Packing? Check(Frame frame)
    {
        if (bound.Time is not { } time || (bound.MaxAge is null && options.MaxAhead is null)) return null;
        var value = time.Evaluate(frame);
        if (value.IsProblem) return HttpPacker.Failed(value, "time");
        if (value.Kind != ValueKind.Time)
        {
            var what = value.IsNull ? "empty" : $"{ValueWords.Of(value.Kind)}, not a time";
            return new Packing.Broken(new(HttpCodes.NotATime, $"the event's time is {what}", time.Place, "convert it in the formula time:"), "time");
        }

        var ahead = value.Seconds - options.Clock.GetUtcNow().ToUnixTimeSeconds();
        if (options.MaxAhead is { } most && ahead > most.TotalSeconds)
        {
            return new Packing.Broken(
                new(HttpCodes.InTheFuture, FormattableString.Invariant($"the event lies {ahead} seconds in the future"), time.Place, "check its zone and unit"),
                "time");
        }

        return IsTooOld(frame, -ahead);
    }

    private Packing? IsTooOld(Frame frame, long seconds)
    {
        if (bound.MaxAge is not { } node) return null;
        var limit = node.Evaluate(frame);
        return limit.Kind switch
        {
            ValueKind.Null => null,
            ValueKind.Duration => seconds > limit.Seconds ? Skipped : null,
            ValueKind.Problem => HttpPacker.Failed(limit, "max_age"),
            _ => new Packing.Broken(
                new(HttpCodes.NotATime, $"max_age is {ValueWords.Of(limit.Kind)}, not a duration", node.Place, "days(7), hours(72)"), "max_age"),
        };
    }
}

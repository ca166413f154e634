using System.Globalization;

namespace Loader.Rehearsal.Faults;

/// <summary>One step of a fault script: what goes wrong, and for which requests.</summary>
/// <param name="Text">As it was written; the log counts by it.</param>
/// <param name="Kind">What goes wrong.</param>
public sealed record FaultStep(string Text, FaultKind Kind)
{
    /// <summary>For which requests.</summary>
    public FaultChoice Choice { get; init; } = new FaultChoice.Every();

    /// <summary>The HTTP status of <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; }

    /// <summary>How late the answer of <see cref="FaultKind.Slow"/> comes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What <c>Retry-After</c> asks for, in whole seconds; null: no such header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether <c>Retry-After</c> names a moment instead of a number of seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>The value of the <c>Retry-After</c> header, or null.</summary>
    public string? RetryAfterHeader(DateTimeOffset now) => RetryAfter switch
    {
        null => null,
        { } seconds when RetryAfterAsDate => now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture),
        { } seconds => seconds.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>For which requests a step plays. Closed.</summary>
public abstract record FaultChoice
{
    private FaultChoice()
    {
    }

    /// <summary>All that no earlier step takes.</summary>
    public sealed record Every : FaultChoice;

    /// <summary>The first ones that no earlier counted step takes: <c>429*3, 500*2</c> is three times 429, then two times 500.</summary>
    public sealed record First(long Count) : FaultChoice;

    /// <summary>Requests by their number, both ends included: <c>@7</c>, <c>@100-150</c>.</summary>
    public sealed record Numbered(long From, long To) : FaultChoice;

    /// <summary>A random share, drawn anew for every request: <c>@10%</c>.</summary>
    public sealed record Share(double Percent) : FaultChoice;
}

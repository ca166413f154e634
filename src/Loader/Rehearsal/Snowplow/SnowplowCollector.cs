namespace Loader.Rehearsal.Snowplow;

/// <summary>How the rehearsed collector is set up. Sizes are the defaults of collector 3.x (its reference page).</summary>
public sealed record SnowplowCollector
{
    /// <summary>The path it claims besides its usual ones: a mapped path of <c>collector.paths</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The largest body it reads; above it answers 413.</summary>
    public int LargestBody { get; init; } = 2_097_152;

    /// <summary>The largest payload it stores; above it answers 200 and drops it.</summary>
    public int LargestPayload { get; init; } = 1_048_576;

    /// <summary>The largest record of its stream; a larger event is answered 200 and dropped.</summary>
    public int LargestRecord { get; init; } = 1_000_000;
}

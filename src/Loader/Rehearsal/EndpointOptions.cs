namespace Loader.Rehearsal;

/// <summary>How an endpoint keeps and tells time.</summary>
public sealed record EndpointOptions
{
    /// <summary>Whether whole requests are kept, for tests that look into them. Costs memory for each request.</summary>
    public bool KeepRequests { get; init; }

    /// <summary>The clock of delays and of <c>Retry-After</c> as a date.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

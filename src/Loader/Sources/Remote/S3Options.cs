namespace Loader.Sources.Remote;

/// <summary>Where buckets are and who asks.</summary>
internal sealed record S3Options
{
    /// <summary>Null: Amazon's own.</summary>
    public string? Endpoint { get; init; }

    public string? Region { get; init; }

    public string? Profile { get; init; }

    public bool IsAnonymous { get; init; }
}

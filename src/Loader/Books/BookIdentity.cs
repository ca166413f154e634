namespace Loader.Books;

/// <summary>What books describe. A later run continues them only when all of this is the same.</summary>
/// <param name="MappingName">The mapping's name.</param>
/// <param name="MappingHash">Hash of what the mapping means, so that a comment, the layout or another order of its parts changes nothing.</param>
/// <param name="SourceName">The source as the mapping names it.</param>
/// <param name="SourceFingerprint">What tells its content from another under the same name.</param>
/// <param name="Destination">The kind of destination.</param>
/// <param name="Endpoint">Where requests go; without what <see cref="RedactedEndpoint"/> and the environment's secrets take out of it.</param>
internal sealed record BookIdentity(
    string MappingName,
    string MappingHash,
    string SourceName,
    string SourceFingerprint,
    string Destination,
    string Endpoint)
{
    /// <summary>Check value of the endpoint, where a part of its path is not shown; another one is another endpoint. Null where all of it is.</summary>
    public string? EndpointCheck { get; init; }

    /// <summary>Hash of how the source is read: another delimiter gives rows other numbers.</summary>
    public string ReadingHash { get; init; } = "";

    /// <summary>The source's size in bytes, where it is known.</summary>
    public long? SourceBytes { get; init; }

    /// <summary>The destination's settings that change what arrives, by name; no secrets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Check values of the secrets that the mapping computes with, by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

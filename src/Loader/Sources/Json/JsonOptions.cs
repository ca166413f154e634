using Loader.Sources.Bytes;

namespace Loader.Sources.Json;

/// <summary>How NDJSON is read, as the section <c>from: ndjson:</c> says it.</summary>
internal sealed record JsonOptions
{
    public const int DefaultMaxRow = 10_000_000;
    public const int LargestRow = 1_000_000_000;

    /// <summary>The longest row in bytes.</summary>
    public int MaxRow { get; init; } = DefaultMaxRow;

    public bool AllowEmpty { get; init; }

    public UnpackLimits Limits { get; init; } = UnpackLimits.Default;

    /// <summary>How much of the file becomes one chunk. Tests make it small.</summary>
    public int ChunkBytes { get; init; } = 256 * 1024;

    /// <summary>How many rows are looked at to find the columns.</summary>
    public int RowsToLookAt { get; init; } = 1000;
}

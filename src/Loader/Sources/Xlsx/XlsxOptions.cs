using Loader.Sources.Bytes;

namespace Loader.Sources.Xlsx;

/// <summary>What the section <c>from: xlsx:</c> says besides the file.</summary>
internal sealed record XlsxOptions
{
    public const long DefaultMaxTexts = 200_000_000;

    /// <summary>The rows of a sheet (ECMA-376 part 1, 18.3.1.73; Excel's specifications and limits).</summary>
    public const int MostRows = 1_048_576;

    /// <summary>A sheet's name, or its number from 1; null: the first one that is visible.</summary>
    public string? Sheet { get; init; }

    /// <summary>The sheet's row that names the columns; 0: none does, and they are named by their letters.</summary>
    public int HeaderRow { get; init; } = 1;

    public bool AllowEmpty { get; init; }

    public UnpackLimits Limits { get; init; } = UnpackLimits.Default;

    /// <summary>How large the list of texts that cells share may be, unpacked: it is held in memory.</summary>
    public long MaxTexts { get; init; } = DefaultMaxTexts;

    /// <summary>The most rows of one chunk.</summary>
    public int ChunkRows { get; init; } = 1_024;
}

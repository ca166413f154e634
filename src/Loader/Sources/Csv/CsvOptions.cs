using Loader.Sources.Bytes;

namespace Loader.Sources.Csv;

/// <summary>How a CSV file is written, as the section <c>from: csv:</c> says it.</summary>
internal sealed record CsvOptions
{
    public const int DefaultMaxCell = 1_000_000;
    public const int DefaultMaxRow = 16_000_000;

    /// <summary>The largest row that can be asked for: a row lies in one array.</summary>
    public const int LargestRow = 1_000_000_000;

    /// <summary>The input, as findings name it.</summary>
    public string Path { get; init; } = "";

    /// <summary>Between cells; null: found out from the file.</summary>
    public char? Delimiter { get; init; }

    public char Quote { get; init; } = '"';

    /// <summary>Null: by the byte order mark, UTF-8 without one.</summary>
    public TextEncoding? Encoding { get; init; }

    public bool Header { get; init; } = true;

    /// <summary>The names of the columns of a file without header; null: c1, c2, …</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public NullTexts Nulls { get; init; } = NullTexts.Default;

    public int SkipLines { get; init; }

    /// <summary>The longest cell, in bytes of UTF-8.</summary>
    public int MaxCell { get; init; } = DefaultMaxCell;

    /// <summary>The longest row with its quotes and delimiters, in bytes of UTF-8.</summary>
    public int MaxRow { get; init; } = DefaultMaxRow;

    public bool AllowEmpty { get; init; }

    public UnpackLimits Limits { get; init; } = UnpackLimits.Default;

    /// <summary>How much of the file becomes one chunk. Tests make it small, so that borders fall everywhere.</summary>
    public int ChunkBytes { get; init; } = 256 * 1024;

    /// <summary>The most rows of one chunk; a file of very short rows gets shorter chunks.</summary>
    public int ChunkRows { get; init; } = 16 * 1024;
}

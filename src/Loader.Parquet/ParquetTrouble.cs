namespace Loader.Parquet;

/// <summary>Why a file, or a part of it, cannot be read.</summary>
public enum ParquetTrouble
{
    /// <summary>The bytes contradict the format or themselves.</summary>
    Damaged,

    /// <summary>The file is (or may be) right, but uses something this decoder does not read: encryption, LZO, a new encoding.</summary>
    Unsupported,

    /// <summary>Reading on would take more memory than <see cref="ParquetLimits"/> allows.</summary>
    OverLimit,
}

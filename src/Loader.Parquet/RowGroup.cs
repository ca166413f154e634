namespace Loader.Parquet;

/// <summary>A horizontal part of a file: some consecutive rows of all columns.</summary>
/// <param name="Index">Place in the file, from 0.</param>
/// <param name="FirstRow">Number of its first row in the file, from 0.</param>
/// <param name="RowCount">Rows.</param>
/// <param name="CompressedBytes">Bytes its columns take in the file, as far as the footer says.</param>
public sealed record RowGroup(int Index, long FirstRow, long RowCount, long CompressedBytes);

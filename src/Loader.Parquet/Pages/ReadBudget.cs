namespace Loader.Parquet.Pages;

/// <summary>What one read may take: memory held at a time by all columns, and bytes decompressed in all.</summary>
internal sealed class ReadBudget(long bufferedBytes, long expandedBytes)
{
    private long buffered;
    private long expanded;

    public static ReadBudget For(ParquetLimits limits, long fileBytes) =>
        new(limits.BufferedBytesFor(fileBytes), limits.ExpandedBytesFor(fileBytes));

    /// <summary>Counts memory that is about to be taken.</summary>
    public void Take(long bytes, string what)
    {
        if (buffered + bytes > bufferedBytes)
            throw ParquetException.OverLimit($"{what} of {bytes} bytes on top of {buffered}; the limit is {bufferedBytes} (BufferedBytes)");
        buffered += bytes;
    }

    public void Release(long bytes) => buffered -= bytes;

    /// <summary>Counts bytes that are about to be made of fewer.</summary>
    public void Expand(long bytes)
    {
        if (expanded + bytes > expandedBytes)
            throw ParquetException.OverLimit($"more than {expandedBytes} bytes decompressed from this file (ExpandedBytes)");
        expanded += bytes;
    }
}

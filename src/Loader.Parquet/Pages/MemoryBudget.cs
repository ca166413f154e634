namespace Loader.Parquet.Pages;

/// <summary>Counts the bytes that all columns of a read hold, and refuses to go above the limit.</summary>
internal sealed class MemoryBudget(long limit)
{
    public long Taken { get; private set; }

    public void Take(long bytes, string what)
    {
        if (Taken + bytes > limit)
            throw ParquetException.OverLimit($"{what} of {bytes} bytes on top of {Taken}: the limit is {limit} (BufferedBytes)");
        Taken += bytes;
    }

    public void Release(long bytes) => Taken -= bytes;
}

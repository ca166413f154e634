namespace Loader.Parquet.Sources;

/// <summary>Bytes that can be read from any place, by several readers at a time.</summary>
internal interface IByteSource : IAsyncDisposable
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    long Length { get; }

    /// <summary>Fills the buffer as far as there are bytes from <paramref name="offset"/> on, and tells how many there were.</summary>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken stop);
}

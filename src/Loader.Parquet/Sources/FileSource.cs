using Microsoft.Win32.SafeHandles;

namespace Loader.Parquet.Sources;

/// <summary>A file on disk. Reads name their offset, so that columns do not share a position.</summary>
internal sealed class FileSource(string path) : IByteSource
{
    private readonly SafeFileHandle handle = File.OpenHandle(path, options: FileOptions.RandomAccess | FileOptions.Asynchronous);

    public string Name => path;

    public long Length => RandomAccess.GetLength(handle);

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken stop)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = await RandomAccess.ReadAsync(handle, buffer[total..], offset + total, stop);
            if (read == 0) break;
            total += read;
        }

        return total;
    }

    public ValueTask DisposeAsync()
    {
        handle.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.IO.MemoryMappedFiles;
using System.Runtime.Intrinsics.X86;

namespace Loader.Books.Files;

/// <summary>
/// A part of a file mapped into memory, as spans. The only place with pointers: going through the view's safe handle would cost two interlocked
/// operations on one shared counter per access.
/// </summary>
internal sealed unsafe class MappedBytes : IDisposable
{
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly long length;
    private bool closed;

    /// <param name="offset">Where the part begins in the file, in bytes.</param>
    /// <param name="length">How long it is, in bytes.</param>
    public MappedBytes(MemoryMappedFile file, long offset, long length, MemoryMappedFileAccess access)
    {
        view = file.CreateViewAccessor(offset, length, access);
        byte* first = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        start = first + view.PointerOffset;
        this.length = length;
    }

    /// <summary>Some of the bytes. Void once the part is disposed.</summary>
    public Span<byte> Slice(long offset, int count)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, length - count);
        return new(start + offset, count);
    }

    /// <summary>Has the processor bring a byte, with those around it, into its caches, and does not wait for it.</summary>
    public void Fetch(long offset)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, length);
        if (Sse.IsSupported) Sse.Prefetch0(start + offset);
    }

    /// <summary>Hands the bytes that were written to the disk.</summary>
    public void Flush() => view.Flush();

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }
}

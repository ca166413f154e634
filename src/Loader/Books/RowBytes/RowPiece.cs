using System.IO.MemoryMappedFiles;
using Loader.Books.Files;
using Microsoft.Win32.SafeHandles;

namespace Loader.Books.RowBytes;

/// <summary>The bytes of 1,048,576 rows, mapped into memory. Bytes may be written from many threads at once, each row by one.</summary>
internal sealed class RowPiece : IDisposable
{
    public const int Rows = 1 << 20;

    private readonly MemoryMappedFile file;
    private readonly MappedBytes rows;
    private bool touched;

    public RowPiece(SafeFileHandle handle, long offset, MemoryMappedFileAccess access = MemoryMappedFileAccess.ReadWrite)
    {
        file = MemoryMappedFile.CreateFromFile(handle, null, 0, access, HandleInheritability.None, leaveOpen: true);
        rows = new(file, offset, Rows, access);
    }

    /// <summary>All bytes of the piece. Void once the piece is disposed.</summary>
    public Span<byte> Span => rows.Slice(0, Rows);

    public byte Read(int index) => Volatile.Read(ref Span[index]);

    /// <summary>Writes one row's byte. It survives the death of the process from here on; the machine's only once flushed.</summary>
    public void Write(int index, byte value)
    {
        Volatile.Write(ref Span[index], value);

        // Read before written: all threads share this flag, and a store would make them take its cache line from each other.
        if (!touched) touched = true;
    }

    /// <summary>Hands the bytes written since the last flush to the file. Missing one that is written meanwhile is harmless.</summary>
    public void Flush()
    {
        if (!touched) return;
        touched = false;
        rows.Flush();
    }

    public void Dispose()
    {
        rows.Dispose();
        file.Dispose();
    }
}

using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Loader.Books.Files;

/// <summary>Lines of a file, one after another or from a place, through one buffer that grows to the longest line.</summary>
internal sealed class LineReader(SafeFileHandle file) : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private long bufferAt;
    private int filled;
    private int next;
    private int start;
    private int lineLength;

    /// <summary>Where the current line begins.</summary>
    public long Offset => bufferAt + start;

    /// <summary>The current line without its end. Void at the next call.</summary>
    public ReadOnlyMemory<byte> Line => buffer.AsMemory(start, lineLength);

    /// <summary>Goes to the line that begins at an offset; false at the end of the file.</summary>
    public bool ReadAt(long offset)
    {
        if (offset >= bufferAt && offset <= bufferAt + filled)
        {
            next = (int)(offset - bufferAt);
        }
        else
        {
            bufferAt = offset;
            filled = next = 0;
        }

        return Next();
    }

    /// <summary>Goes to the next line; false at the end of the file. A last line without an end is none.</summary>
    public bool Next()
    {
        var searched = 0;
        while (true)
        {
            var end = buffer.AsSpan(next + searched, filled - next - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                start = next;
                lineLength = searched + end;
                next = start + lineLength + 1;
                return true;
            }

            searched = filled - next;
            if (!Fill()) return false;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Moves the unfinished line to the front and reads on behind it.</summary>
    private bool Fill()
    {
        var rest = filled - next;
        if (rest == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(next, rest).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else
        {
            buffer.AsSpan(next, rest).CopyTo(buffer);
        }

        bufferAt += next;
        next = 0;
        filled = rest;
        var read = RandomAccess.Read(file, buffer.AsSpan(filled), bufferAt + filled);
        filled += read;
        return read > 0;
    }
}

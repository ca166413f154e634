using System.Runtime.InteropServices;
using Loader.Books.Files;
using Microsoft.Win32.SafeHandles;

namespace Loader.Running.GroupKeys;

/// <summary>Hashes in the order in which they came, in a file: to be written one after the other, and read once. The file goes with it.</summary>
internal sealed class HashLog : IDisposable
{
    private const int Size = 16;

    private readonly UInt128[] last = new UInt128[4096];
    private readonly string path;
    private FileStream? file;
    private long written;
    private int used;

    public HashLog(string path)
    {
        this.path = path;
        File.Delete(path);
    }

    public void Append(UInt128 hash)
    {
        if (used == last.Length) Write();
        last[used++] = hash;
    }

    /// <summary>Hands over all hashes, and is empty then.</summary>
    public void Empty<TOwner>(TOwner owner, Action<TOwner, UInt128> take)
    {
        if (used == 0) return;
        if (written > 0)
        {
            // What is in memory came last and has to wait until the room is free again.
            Write();
            for (long at = 0; at < written; at += last.Length)
            {
                var part = last.AsSpan(0, (int)Math.Min(last.Length, written - at));
                Read(file!.SafeFileHandle, MemoryMarshal.AsBytes(part), at * Size);
                foreach (var hash in part) take(owner, hash);
            }
        }
        else
        {
            foreach (var hash in last.AsSpan(0, used)) take(owner, hash);
        }

        (written, used) = (0, 0);
    }

    public void Dispose()
    {
        file?.Dispose();
        File.Delete(path);
    }

    private void Write()
    {
        file ??= PrivateFile.Open(path, FileMode.Create, FileShare.None);
        RandomAccess.Write(file.SafeFileHandle, MemoryMarshal.AsBytes(last.AsSpan(0, used)), written * Size);
        written += used;
        used = 0;
    }

    private static void Read(SafeFileHandle handle, Span<byte> into, long offset)
    {
        while (into.Length > 0)
        {
            var read = RandomAccess.Read(handle, into, offset);
            if (read == 0) throw new EndOfStreamException("The log of the run's groups is shorter than it was written.");
            into = into[read..];
            offset += read;
        }
    }
}

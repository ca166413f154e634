using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Loader.Books;
using Loader.Mappings;

namespace Loader.Running;

/// <summary>
/// The keys of all groups so far, outside of the managed heap: 16 bytes of SHA-256 each, open addressing in a memory-mapped file that is never
/// more than half full, so 32 to 64 bytes per group on disk and none in memory. Two keys that share 16 bytes would fail the second group; among 10^12
/// groups that has a chance of 10^-15. The file is for one run, which reads from the first row again; it goes when the run ends.
/// </summary>
internal sealed class ClosedKeys : IClosedKeys, IDisposable
{
    private const int FirstPlaces = 1 << 16;

    private readonly string path;
    private Map map;
    private long count;

    /// <param name="folder">The run's folder.</param>
    public ClosedKeys(string folder)
    {
        path = Path.Combine(folder, "groups");
        map = new(path, FirstPlaces);
    }

    public bool Add(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        var wanted = MemoryMarshal.Read<UInt128>(hash);

        // All bits 0 says that a place is free.
        if (wanted == 0) wanted = 1;
        if (!map.Add(wanted)) return false;
        if (++count * 2 > map.Places) Grow();
        return true;
    }

    public void Dispose() => map.Dispose();

    private void Grow()
    {
        var larger = new Map(path + (map.Path == path ? "-2" : ""), map.Places * 2);
        map.CopyTo(larger);
        map.Dispose();
        map = larger;
    }

    private sealed class Map : IDisposable
    {
        private const int Size = 16;

        private readonly MemoryMappedFile file;
        private readonly MemoryMappedViewAccessor view;

        public Map(string path, long places)
        {
            (Path, Places) = (path, places);
            File.Delete(path);
            var stream = PrivateFile.Open(path, FileMode.CreateNew, FileShare.None);
            stream.SetLength(places * Size);
            file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            view = file.CreateViewAccessor(0, places * Size);
        }

        public string Path { get; }

        public long Places { get; }

        public bool Add(UInt128 wanted)
        {
            for (var place = (long)(ulong)wanted & (Places - 1); ; place = (place + 1) & (Places - 1))
            {
                view.Read(place * Size, out UInt128 here);
                if (here == wanted) return false;
                if (here != 0) continue;
                view.Write(place * Size, ref wanted);
                return true;
            }
        }

        public void CopyTo(Map other)
        {
            for (long place = 0; place < Places; place++)
            {
                view.Read(place * Size, out UInt128 here);
                if (here != 0) other.Add(here);
            }
        }

        public void Dispose()
        {
            view.Dispose();
            file.Dispose();
            File.Delete(Path);
        }
    }
}

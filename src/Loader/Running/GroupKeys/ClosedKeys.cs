using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Loader.Books.Files;
using Loader.Mappings;

namespace Loader.Running.GroupKeys;

/// <summary>
/// The keys of all groups so far, outside of the managed heap: a hash of 16 bytes each, open addressing in a memory-mapped file that is never
/// more than half full, so 32 to 64 bytes per group on disk and none in memory. Two keys that share 16 bytes would fail the second group; among 10^12
/// groups that has a chance of 10^-15, and nobody can choose keys that do, since the hash has a key that each run draws.
/// </summary>
/// <remarks>
/// A key beyond all others is new without a look at the table, which costs a miss of the processor's caches; most sources are sorted by what they are
/// grouped by. Such keys only go to the end of a second file, and into the table when a key comes that has to be looked for. Both files are for one run, which
/// reads from the first row again; they go when the run ends. The others are announced: their place in the table comes into the caches while the group before
/// becomes events.
/// </remarks>
internal sealed class ClosedKeys : IClosedKeys, IDisposable
{
    private const int FirstPlaces = 1 << 16;

    private readonly string path;
    private readonly SipHash hash = SipHash.WithKeyByChance();
    private readonly HashLog ascending;
    private Map map;
    private byte[] highest = [];
    private int highestLength;
    private long count;
    private UInt128 wanted;
    private bool isAnnounced;
    private bool isBeyondAll;

    /// <param name="folder">The run's folder.</param>
    public ClosedKeys(string folder)
    {
        path = Path.Combine(folder, "groups");
        map = new(path, FirstPlaces);
        ascending = new(path + "-ascending");
    }

    public void Announce(ReadOnlySpan<byte> key)
    {
        isAnnounced = true;
        wanted = hash.Of(key);

        // All bits 0 says that a place is free.
        if (wanted == 0) wanted = 1;
        isBeyondAll = IsBeyondAll(key);
        if (!isBeyondAll) map.Fetch(wanted);
    }

    public bool Add(ReadOnlySpan<byte> key)
    {
        if (!isAnnounced) Announce(key);
        isAnnounced = false;
        if (isBeyondAll)
        {
            if (key.Length > highest.Length) highest = new byte[Math.Max(key.Length, highest.Length * 2)];
            key.CopyTo(highest);
            highestLength = key.Length;
            ascending.Append(wanted);
            return true;
        }

        ascending.Empty(this, static (keys, one) => keys.Insert(one));
        return Insert(wanted);
    }

    public void Dispose()
    {
        map.Dispose();
        ascending.Dispose();
    }

    /// <summary>Longer, or as long and later: so 10 comes after 9.</summary>
    private bool IsBeyondAll(ReadOnlySpan<byte> key) =>
        key.Length != highestLength ? key.Length > highestLength : key.SequenceCompareTo(highest.AsSpan(0, highestLength)) > 0;

    private bool Insert(UInt128 one)
    {
        if (!map.Add(one)) return false;
        if (++count * 2 > map.Places) Grow();
        return true;
    }

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
        private const int Piece = 4096;

        private readonly MemoryMappedFile file;
        private readonly MappedBytes bytes;

        public Map(string path, long places)
        {
            (Path, Places) = (path, places);
            File.Delete(path);
            var stream = PrivateFile.Open(path, FileMode.CreateNew, FileShare.None);
            PrivateFile.Grow(stream, places * Size);
            file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            bytes = new(file, 0, places * Size, MemoryMappedFileAccess.ReadWrite);
        }

        public string Path { get; }

        public long Places { get; }

        /// <summary>Has the place of a hash on its way.</summary>
        public void Fetch(UInt128 wanted) => bytes.Fetch(((long)(ulong)wanted & (Places - 1)) * Size);

        public bool Add(UInt128 wanted)
        {
            for (var place = (long)(ulong)wanted & (Places - 1); ; place = (place + 1) & (Places - 1))
            {
                ref var here = ref At(place);
                if (here == wanted) return false;
                if (here != 0) continue;
                here = wanted;
                return true;
            }
        }

        public void CopyTo(Map other)
        {
            for (long first = 0; first < Places; first += Piece)
            {
                foreach (var here in MemoryMarshal.Cast<byte, UInt128>(bytes.Slice(first * Size, Piece * Size)))
                {
                    if (here != 0) other.Add(here);
                }
            }
        }

        public void Dispose()
        {
            bytes.Dispose();
            file.Dispose();
            File.Delete(Path);
        }

        private ref UInt128 At(long place) => ref MemoryMarshal.AsRef<UInt128>(bytes.Slice(place * Size, Size));
    }
}

using System.Globalization;
using System.Text;
using Loader.Books.Files;
using Loader.Running.GroupKeys;
using Loader.Tests.Sources;

namespace Loader.Tests.Running.GroupKeys;

public class ClosedKeysTests
{
    /// <summary>Linux's device that never has room.</summary>
    private const string FullDisk = "/dev/full";

    [Fact]
    public void A_key_is_new_once_however_many_there_are_and_nothing_is_left_behind()
    {
        using var folder = new TemporaryFolder();
        using (var keys = new ClosedKeys(folder.FullName))
        {
            for (var i = 0; i < 100_000; i++) Assert.True(keys.Add(Key(i)));
            for (var i = 0; i < 100_000; i++) Assert.False(keys.Add(Key(i)));
            Assert.NotEmpty(Directory.GetFiles(folder.FullName));
        }

        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    /// <summary>Runs of keys that ascend, broken by keys from anywhere, many of them known, some announced: each is new exactly once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_key_is_known_whether_it_came_in_order_or_not(int seed)
    {
        using var folder = new TemporaryFolder();
        using var keys = new ClosedKeys(folder.FullName);
        var chance = new Random(seed);
        var known = new HashSet<int>();
        for (var next = 0; next < 60_000;)
        {
            for (var run = chance.Next(12_000); run > 0; run--, next += chance.Next(3)) Expect(next);
            for (var stray = chance.Next(40); stray > 0; stray--) Expect(chance.Next(next + 2));
        }

        void Expect(int i)
        {
            if (chance.Next(2) == 0) keys.Announce(Key(i));
            Assert.Equal(known.Add(i), keys.Add(Key(i)));
        }
    }

    [Fact]
    public void The_managed_heap_does_not_grow_with_the_keys()
    {
        using var folder = new TemporaryFolder();
        using var keys = new ClosedKeys(folder.FullName);
        var key = new byte[8];
        keys.Add(key);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 1L; i < 200_000; i++)
        {
            BitConverter.TryWriteBytes(key, i);
            keys.Add(key);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    /// <summary>A file that reaches over a hole of the disk would end the process with a signal, in the middle of a row.</summary>
    [Fact]
    public void A_disk_without_room_is_said_where_the_table_grows()
    {
        if (!File.Exists(FullDisk)) return;
        using var full = new FileStream(FullDisk, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var refused = Assert.Throws<BooksException>(() => PrivateFile.Grow(full, 1));

        Assert.Contains(FullDisk, refused.Finding.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Key(int i) => Encoding.UTF8.GetBytes("order " + i.ToString(CultureInfo.InvariantCulture));
}

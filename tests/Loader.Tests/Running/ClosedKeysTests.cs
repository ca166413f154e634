using System.Globalization;
using System.Text;
using Loader.Running;
using Loader.Tests.Sources;

namespace Loader.Tests.Running;

public class ClosedKeysTests
{
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

    private static byte[] Key(int i) => Encoding.UTF8.GetBytes("order " + i.ToString(CultureInfo.InvariantCulture));
}

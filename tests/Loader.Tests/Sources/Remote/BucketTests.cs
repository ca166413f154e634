using Loader.Sources.Remote;

namespace Loader.Tests.Sources.Remote;

/// <summary>What S3 and Google Cloud Storage have in common: buckets with keys.</summary>
public abstract class BucketTests : RemoteContract
{
    [Fact]
    public async Task A_pattern_stands_for_every_key_that_fits_over_all_pages()
    {
        Server.PageSize = 2;
        foreach (var name in new[] { "x/2026-02/a.csv", "x/2026-01/b.csv", "x/2026-01/sub/c.csv", "x/2026-01/", "x/2025/d.csv", "y/e.csv", "x/2026-01/b.txt" })
        {
            Server.Put("bucket/" + name, "id,note\n1,x\n"u8.ToArray());
        }

        Assert.Equal(["x/2026-01/b.csv", "x/2026-02/a.csv"], await ListAsync("x/2026-*/*.csv"));
        Assert.Equal(["x/2026-01/b.csv", "x/2026-01/sub/c.csv", "x/2026-02/a.csv"], await ListAsync("x/2026-**.csv"));
        Assert.Equal(["x/2026-01/b.csv", "x/2026-01/b.txt", "x/2026-01/sub/c.csv"], await ListAsync("x/2026-01/"));
        Assert.Equal(["y/e.csv"], await ListAsync("y/e.csv"));
        Assert.Empty(await ListAsync("z/*"));
    }

    [Fact]
    public async Task Objects_that_fit_a_pattern_are_one_source()
    {
        Server.Put("bucket/x/1.csv", "id,note\n1,a\n"u8.ToArray());
        Server.Put("bucket/x/2.csv", "id,note\n2,b\n"u8.ToArray());
        await using var source = Open(PathOf("x/*.csv"), [])!;

        Assert.Equal(["[text 1|text a]", "[text 2|text b]"], await source.ShowAsync());
        Assert.Equal([new(PathOf("x/1.csv"), 1), new(PathOf("x/2.csv"), 2)], source.Parts);
    }

    private async Task<IEnumerable<string>> ListAsync(string key)
    {
        var section = SectionOf(PathOf(key), []);
        var listing = await new RemotePlaces(section, StoreOf(section), Quick).ListAsync(PathOf(key), CancellationToken.None);
        return listing!.Places.Select(place => place[PathOf("").Length..]);
    }
}

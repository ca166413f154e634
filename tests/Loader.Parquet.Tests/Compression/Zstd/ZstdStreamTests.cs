using Loader.Parquet.Compression;

namespace Loader.Parquet.Tests.Compression.Zstd;

/// <summary>The stream over what the zstd tool compresses: its blocks refer to each other, over windows that slide.</summary>
public sealed class ZstdStreamTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var content in Contents.Names)
            {
                foreach (var setting in new[] { "-1", "-6 --check", "-19 --no-check", "--fast=5", "-3 --long=24" }) cases.Add(content, setting);
            }

            return cases;
        }
    }

    [ToolTheory("zstd")]
    [MemberData(nameof(Cases))]
    public async Task What_the_zstd_tool_compresses_comes_back_however_it_arrives(string content, string setting)
    {
        var bytes = Contents.Of(content);
        var compressed = Tool.Run("zstd", bytes, [.. setting.Split(' '), "-c", "-q"]);

        Assert.Equal(bytes, await ReadAsync(compressed, atOnce: int.MaxValue));
        Assert.Equal(bytes, await ReadAsync(compressed, atOnce: 777));
    }

    /// <summary>Longer than the window, so that what was given has to be let go.</summary>
    [ToolTheory("zstd")]
    [InlineData("-1 --zstd=wlog=16")]
    [InlineData("-9 --zstd=wlog=18 --check")]
    public async Task Content_of_many_windows_comes_back(string setting)
    {
        byte[] bytes = [.. Enumerable.Repeat(Contents.Of("mixed"), 6).SelectMany(part => part)];

        Assert.Equal(bytes, await ReadAsync(Tool.Run("zstd", bytes, [.. setting.Split(' '), "-c", "-q"]), atOnce: 4096));
    }

    [ToolTheory("zstd")]
    [InlineData("text")]
    [InlineData("mixed")]
    public async Task A_frame_that_is_cut_off_anywhere_is_refused(string content)
    {
        var compressed = Tool.Run("zstd", Contents.Of(content), "-6", "--check", "-c", "-q");
        for (var cut = 5; cut < compressed.Length; cut += compressed.Length / 20)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(compressed[..cut], int.MaxValue));
        }
    }

    private static async Task<byte[]> ReadAsync(byte[] compressed, int atOnce)
    {
        await using var stream = new ZstdStream(new Dripping(compressed, atOnce));
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>Gives no more than some bytes at once, as networks do.</summary>
    private sealed class Dripping(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atOnce)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}

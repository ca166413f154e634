using System.Text;
using Loader.Parquet.Compression.Zstd;

namespace Loader.Parquet.Tests.Compression.Zstd;

public class ZstdDecoderTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        string[] settings = ["-1 --check", "-7 --no-check", "-17", "--fast=5", "-5 --long=24", "-3 --no-compress-literals"];
        foreach (var content in Contents.Names)
        {
            foreach (var setting in settings) data.Add(content, setting);
        }

        data.Add("text", "--ultra -22");
        return data;
    }

    [ToolTheory("zstd")]
    [MemberData(nameof(Cases))]
    public void What_the_zstd_tool_compresses_comes_back(string content, string setting)
    {
        var bytes = Contents.Of(content);
        var compressed = Tool.Run("zstd", bytes, [.. setting.Split(' '), "-c", "-q"]);
        var target = new byte[bytes.Length];

        new ZstdDecoder().Decompress(compressed, target);

        Assert.True(bytes.AsSpan().SequenceEqual(target));
    }

    [ToolTheory("zstd")]
    [InlineData("text")]
    [InlineData("numbers")]
    [InlineData("few letters")]
    public void A_damaged_frame_is_refused_or_gives_something_and_never_fails_otherwise(string content)
    {
        var bytes = Contents.Of(content);
        var compressed = Tool.Run("zstd", bytes, "-6", "--no-check", "-c", "-q");
        var target = new byte[bytes.Length];
        var decoder = new ZstdDecoder();
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var broken = (byte[])compressed.Clone();
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            if (i % 5 == 0) broken = broken[..random.Next(broken.Length)];
            try
            {
                decoder.Decompress(broken, target);
            }
            catch (ParquetException refusal)
            {
                Assert.StartsWith("zstd: ", refusal.Reason, StringComparison.Ordinal);
            }
        }

        decoder.Decompress(compressed, target);
        Assert.True(bytes.AsSpan().SequenceEqual(target));
    }

    // "abc" in a frame with one stored block.
    private const string Raw = "28B52FFD2003 190000 616263";

    [Fact]
    public void Frames_follow_each_other_with_skippable_ones_between()
    {
        var target = new byte[6];

        new ZstdDecoder().Decompress(Hex(Raw + "502A4D18 03000000 FFFFFF" + Raw), target);

        Assert.Equal("abcabc", Encoding.ASCII.GetString(target));
    }

    [Theory]
    [InlineData("", 3, "holds 0 bytes")]
    [InlineData(Raw, 4, "holds 3 bytes, the page header says 4")]
    [InlineData(Raw, 2, "more than the page header says")]
    [InlineData("28B52FFD", 3, "ends within a frame")]
    [InlineData("28B52FFE2003 190000 616263", 3, "where a frame should begin")]
    [InlineData("28B52FFD2104 01 190000 616263", 3, "needs a dictionary")]
    [InlineData("28B52FFD2004 190000 616263", 3, "a frame of 3 bytes that announced 4")]
    [InlineData("28B52FFD2003 1F0000 616263", 3, "reserved type")]
    [InlineData("28B52FFD2403 190000 616263 00000000", 3, "checksum")]
    [InlineData("28B52FFD2003 050000", 3, "a compressed block of 0 bytes")]
    public void What_is_wrong_with_a_frame_is_said(string frame, int size, string reason)
    {
        var refusal = Assert.Throws<ParquetException>(() => new ZstdDecoder().Decompress(Hex(frame), new byte[size]));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}

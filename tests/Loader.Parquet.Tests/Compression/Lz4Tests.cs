using System.Buffers.Binary;
using Loader.Parquet.Compression;

namespace Loader.Parquet.Tests.Compression;

public class Lz4Tests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var content in Contents.Names)
        {
            foreach (var setting in new[] { "-9 -B4", "-1 -B4 -BD", "-1 --no-frame-crc -BX" }) data.Add(content, setting);
        }

        return data;
    }

    [ToolTheory("lz4")]
    [MemberData(nameof(Cases))]
    public void A_frame_of_the_lz4_tool_comes_back_under_the_deprecated_codec(string content, string setting)
    {
        var bytes = Contents.Of(content);
        var compressed = Tool.Run("lz4", bytes, [.. setting.Split(' '), "-c", "-q"]);
        var target = new byte[bytes.Length];

        Lz4Deprecated.Decompress(compressed, target);

        Assert.True(bytes.AsSpan().SequenceEqual(target));
    }

    // Token 0x32: three literals and a match of six bytes, three back; then a last sequence of one literal.
    private static readonly byte[] Block = [0x32, (byte)'a', (byte)'b', (byte)'c', 3, 0, 0x10, (byte)'!'];

    [Fact]
    public void A_block_is_read_bare_and_in_the_frames_of_Hadoop()
    {
        byte[] hadoop = [.. Big(10), .. Big(Block.Length), .. Block, .. Big(10), .. Big(Block.Length), .. Block];
        var (bare, framed) = (new byte[10], new byte[20]);

        Lz4Deprecated.Decompress(Block, bare);
        Lz4Deprecated.Decompress(hadoop, framed);

        Assert.Equal("abcabcabc!"u8.ToArray(), bare);
        Assert.Equal("abcabcabc!abcabcabc!"u8.ToArray(), framed);
    }

    [Fact]
    public void Long_literals_and_matches_have_their_lengths_in_further_bytes()
    {
        byte[] block = [0xFF, 255, 30, .. new byte[300], 1, 0, 255, 255, 1, 0x10, 9];
        var target = new byte[300 + 19 + 255 + 255 + 1 + 1];

        Lz4Block.DecompressAll(block, target);

        Assert.Equal(9, target[^1]);
    }

    [Theory]
    [InlineData("", "within a sequence")]
    [InlineData("3261626303", "within a sequence")]
    [InlineData("326162630000", "from 0 before")]
    [InlineData("326162630400", "from 4 before")]
    [InlineData("F2FFFFFFFF", "within a sequence")]
    [InlineData("F061", "beyond the end")]
    [InlineData("1061", "ends after 1 of 10")]
    [InlineData("3F6162630300FFFF0000", "copy of")]
    public void What_is_broken_is_refused_with_what_is_wrong(string block, string reason)
    {
        var refusal = Assert.Throws<ParquetException>(() => Lz4Block.DecompressAll(Convert.FromHexString(block), new byte[10]));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

using Loader.Parquet.Compression;

namespace Loader.Parquet.Tests.Compression;

public class SnappyDecoderTests
{
    [Theory]
    [InlineData("05 10 68656C6C6F", "68656C6C6F")] // one literal
    [InlineData("05 00 61 01 01", "6161616161")] // run of one byte
    [InlineData("05 F0 04 68656C6C6F", "68656C6C6F")] // length of a literal in one byte
    [InlineData("05 F4 0400 68656C6C6F", "68656C6C6F")] // in two
    [InlineData("05 FC 04000000 68656C6C6F", "68656C6C6F")] // in four
    [InlineData("06 08 616263 0A 0300", "616263616263")] // copy with an offset of two bytes
    [InlineData("06 08 616263 0B 03000000", "616263616263")] // of four bytes
    [InlineData("00", "")]
    public void Every_form_of_literal_and_copy_is_read(string source, string expected)
    {
        var bytes = Convert.FromHexString(source.Replace(" ", "", StringComparison.Ordinal));
        var content = new byte[expected.Length / 2];
        SnappyDecoder.Decompress(bytes, content);

        Assert.Equal(expected, Convert.ToHexString(content));
    }

    [Theory]
    [InlineData("", "no length")]
    [InlineData("FFFFFFFFFF7F", "no length")]
    [InlineData("06 10 68656C6C6F", "holds 6 bytes")]
    [InlineData("05 14 68656C6C6F", "beyond the end")]
    [InlineData("05 0C 68656C6C", "ends after 4 of 5")]
    [InlineData("05 00 61 01 00", "from 0 before")]
    [InlineData("05 00 61 01 02", "from 2 before")]
    [InlineData("05 04 6161 01 01", "a copy of 4 bytes")]
    [InlineData("05 00 61 01", "within an element")]
    [InlineData("05 F4 04", "within an element")]
    [InlineData("05 FC FFFFFFFF 61", "beyond the end")]
    public void What_is_broken_is_refused_with_what_is_wrong(string source, string reason)
    {
        var bytes = Convert.FromHexString(source.Replace(" ", "", StringComparison.Ordinal));

        var refusal = Assert.Throws<ParquetException>(() => SnappyDecoder.Decompress(bytes, new byte[5]));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Copies_that_overlap_themselves_repeat_the_pattern(int offset)
    {
        var pattern = Enumerable.Range(0, offset).Select(i => (byte)i).ToArray();
        byte[] source =
        [
            .. Making.Encode.Varint((ulong)offset + 200), 0xF0, (byte)(offset - 1), .. pattern,
            .. Enumerable.Range(0, 4).SelectMany(_ => (byte[])[(49 << 2) | 2, (byte)offset, 0]),
        ];
        var target = new byte[offset + 200];

        SnappyDecoder.Decompress(source, target);

        for (var i = 0; i < target.Length; i++) Assert.Equal(i % offset, target[i]);
    }
}

using Loader.Parquet.Encodings;
using Loader.Parquet.Metadata;
using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Encodings;

public class LevelReaderTests
{
    [Fact]
    public void Old_bit_packed_levels_have_the_highest_bit_first()
    {
        // 0 to 7 in three bits each: the example of Encodings.md.
        var reader = new LevelReader(new byte[] { 0b00000101, 0b00111001, 0b01110111 }, Encoding.BitPacked, 7);
        var levels = new byte[8];

        reader.Read(levels);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], levels);
        Assert.Throws<ParquetException>(() => reader.Read(new byte[1]));
    }

    [Fact]
    public void Counting_uses_nothing_up()
    {
        var reader = new LevelReader(Encode.Packed(2, 0, 1, 2, 2, 1, 0, 2, 2), Encoding.Rle, 2);
        var levels = new byte[8];

        Assert.Equal(4, reader.CountHighest(8));
        reader.Read(levels);

        Assert.Equal([0, 1, 2, 2, 1, 0, 2, 2], levels);
    }

    [Fact]
    public void A_level_above_the_highest_is_refused()
    {
        var reader = new LevelReader(Encode.Packed(2, 0, 1, 3, 0, 0, 0, 0, 0), Encoding.Rle, 2);

        Assert.Contains("above 2", Assert.Throws<ParquetException>(() => reader.Read(new byte[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_levels_there_are_only_zeros()
    {
        var reader = new LevelReader(ArraySegment<byte>.Empty, Encoding.BitPacked, 0);
        byte[] levels = [1, 1];

        reader.Read(levels);

        Assert.Equal([0, 0], levels);
        Assert.Equal(5, reader.CountHighest(5));
    }
}

using Loader.Parquet.Encodings;
using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Encodings;

public class DeltaReaderTests
{
    public static TheoryData<int, int> Cases()
    {
        var data = new TheoryData<int, int>();
        foreach (var count in new[] { 0, 1, 2, 32, 33, 128, 129, 130, 257, 1000 })
        {
            foreach (var bits in new[] { 0, 1, 7, 31, 40, 63, 64 }) data.Add(count, bits);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_come_back_in_any_portions_and_the_end_is_found(int count, int bits)
    {
        var random = new Random(count);
        var values = Enumerable.Range(0, count)
            .Select(_ => bits == 0 ? 5 : unchecked(random.NextInt64() * (random.Next(2) == 0 ? 1 : -2)) >> (64 - bits))
            .ToArray();
        var encoded = Encode.Delta(values);
        byte[] bytes = [1, 2, 3, .. encoded, 9, 9, 9, 9];
        var segment = new ArraySegment<byte>(bytes, 3, bytes.Length - 3);

        foreach (var portion in new[] { 1, 31, 500 })
        {
            var reader = new DeltaReader(segment);
            Assert.Equal(3 + encoded.Length, reader.FindEnd());
            var read = new long[count];
            for (var at = 0; at < count; at += portion) reader.Read(read.AsSpan(at, Math.Min(portion, count - at)));
            Assert.Equal(values, read);
        }
    }

    [Fact]
    public void Differences_beyond_the_range_wrap_around()
    {
        long[] values = [long.MinValue, long.MaxValue, 0, long.MinValue, -1];
        var read = new long[values.Length];

        new DeltaReader(Encode.Delta(values)).Read(read);

        Assert.Equal(values, read);
    }

    [Theory]
    [InlineData("7F 04 02 00", "blocks of 127")]
    [InlineData("8001 00 02 00", "0 miniblocks")]
    [InlineData("8001 08 02 00", "8 miniblocks")]
    [InlineData("8001 04 02 00 00 41000000", "bit width of 65")]
    [InlineData("8001 04 02 00 00 08000000 01", "ends before")]
    [InlineData("8001 04 01 00", "of 1")]
    [InlineData("8001 04", "ends before")]
    [InlineData("8001 04 FFFFFFFFFFFFFFFFFFFF 00", "10 bytes")]
    public void What_is_broken_is_refused(string bytes, string reason)
    {
        var refusal = Assert.Throws<ParquetException>(() =>
            new DeltaReader(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))).Read(new long[2]));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}

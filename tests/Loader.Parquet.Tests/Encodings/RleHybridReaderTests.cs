using Loader.Parquet.Encodings;
using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Encodings;

public class RleHybridReaderTests
{
    [Fact]
    public void Runs_and_packed_stretches_of_every_width_come_back_in_any_portions()
    {
        var random = new Random(1);
        for (var width = 0; width <= 32; width++)
        {
            var (bytes, values) = Stream(random, width);
            foreach (var portion in new[] { 1, 3, 8, 100, values.Count })
            {
                var reader = new RleHybridReader(bytes, width);
                var read = new int[values.Count];
                for (var at = 0; at < read.Length; at += portion) reader.Read(read.AsSpan(at, Math.Min(portion, read.Length - at)));
                Assert.Equal(values, read);
            }
        }
    }

    [Fact]
    public void Levels_of_one_to_eight_bits_come_back_as_bytes()
    {
        var random = new Random(2);
        for (var width = 1; width <= 8; width++)
        {
            var (bytes, values) = Stream(random, width);
            var reader = new RleHybridReader(bytes, width);
            var read = new byte[values.Count];
            reader.Read(read.AsSpan(0, 5));
            reader.Read(read.AsSpan(5));
            Assert.Equal(values, read.Select(b => (int)b));
        }
    }

    [Fact]
    public void A_run_longer_than_what_is_asked_for_is_no_mistake_and_a_shorter_one_is()
    {
        var reader = new RleHybridReader(Encode.Run(1, 10, 1), 1);

        reader.Read(new int[7]);

        Assert.Contains("ends before", Assert.Throws<ParquetException>(() => reader.Read(new int[4])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0207", 2, "value 7 in a stream of 2 bits")]
    [InlineData("FFFFFFFFFF", 2, "more than 5 bytes")]
    [InlineData("FFFFFFFF7F", 2, "too large")]
    [InlineData("02", 9, "ends before")]
    [InlineData("", 33, "bit width 33")]
    public void What_is_broken_is_refused(string bytes, int width, string reason)
    {
        var refusal = Assert.Throws<ParquetException>(() => new RleHybridReader(Convert.FromHexString(bytes), width).Read(new int[1]));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static (byte[] Bytes, List<int> Values) Stream(Random random, int width)
    {
        var (bytes, values) = (new List<byte>(), new List<int>());
        for (var i = 0; i < 12; i++)
        {
            if (random.Next(2) == 0)
            {
                var (value, count) = (Value(random, width), random.Next(1, 50));
                bytes.AddRange(Encode.Run(value, count, width));
                values.AddRange(Enumerable.Repeat(value, count));
            }
            else
            {
                var packed = Enumerable.Range(0, 8 * random.Next(1, 6)).Select(_ => Value(random, width)).ToArray();
                bytes.AddRange(Encode.Packed(width, packed));
                values.AddRange(packed);
            }
        }

        return ([.. bytes], values);
    }

    private static int Value(Random random, int width) => unchecked((int)random.NextInt64(1L << width));
}

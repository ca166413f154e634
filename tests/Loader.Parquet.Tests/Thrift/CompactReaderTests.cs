using Loader.Parquet.Tests.Making;
using Loader.Parquet.Thrift;

namespace Loader.Parquet.Tests.Thrift;

public class CompactReaderTests
{
    [Fact]
    public void Fields_of_every_type_are_skipped_to_reach_the_one_wanted()
    {
        var bytes = new ThriftWriter()
            .Bool(1, true).Int8(2, 5).Int(3, -70_000).Long(4, long.MinValue).Raw(5, 7, 1, 2, 3, 4, 5, 6, 7, 8).Text(6, "text")
            .List(7, [1, 2, 3], (w, i) => w.Element(i), type: 5)
            .List(8, Enumerable.Range(0, 20).ToArray(), (w, i) => w.Struct(1, s => s.Int(1, i)))
            .Raw(9, 9, 0x21, 1, 2)
            .Raw(10, 11, 0)
            .Raw(11, 11, 2, 0x85, 1, (byte)'k', 2, 1, (byte)'l', 4)
            .Raw(12, 10, 0x13, 9)
            .Struct(13, s => s.Struct(1, t => t.Text(40, "deep")))
            .Int(300, 42)
            .Stop().ToArray();
        var reader = new CompactReader(bytes);
        int id = 0, found = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (id == 300) found = reader.ReadInt32(type);
            else reader.Skip(type);
        }

        Assert.Equal(42, found);
        Assert.Equal(bytes.Length, reader.Position);
    }

    [Theory]
    [InlineData("19FC FFFFFFFF0F", "list of")]
    [InlineData("18 FFFFFFFF0F", "announced")]
    [InlineData("1B FFFFFFFF0F 88", "map of")]
    [InlineData("16 FFFFFFFFFFFFFFFFFFFFFF", "more than 10 bytes")]
    [InlineData("1D", "unknown type 13")]
    [InlineData("15", "ends early")]
    public void A_count_or_a_number_that_cannot_be_is_refused(string bytes, string reason)
    {
        var refusal = Assert.Throws<ParquetException>(() => SkipAll(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        var bytes = Enumerable.Repeat((byte)0x1C, 1_000_000).ToArray();

        Assert.Contains("deeper than", Assert.Throws<ParquetException>(() => SkipAll(bytes)).Message, StringComparison.Ordinal);
    }

    private static void SkipAll(byte[] bytes)
    {
        var reader = new CompactReader(bytes);
        var id = 0;
        while (reader.NextField(ref id, out var type)) reader.Skip(type);
    }
}

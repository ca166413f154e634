using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Pages;

/// <summary>What contradicts itself is refused where it stands, with both sides of the contradiction.</summary>
public class BrokenPageTests
{
    public static TheoryData<string, byte[], string> Cases => new()
    {
        { "fewer values than the page says", Column([Made.Page1(2, Encode.Ints(1))], 2), "2 values of 4 bytes wanted, 4 bytes are left" },
        { "more values than the chunk has", Column([Made.Page1(3, Encode.Ints(1, 2, 3))], 2), "a page of 3 values where the chunk has 2 left" },
        { "pages end before the chunk", Column([Made.Page1(1, Encode.Ints(1))], 2), "Thrift" },
        { "no dictionary", Column([Made.Page1(1, [0, 2], Made.RleDictionary)], 1), "the chunk has no dictionary" },
        {
            "two dictionaries",
            Column([Made.Dictionary(1, Encode.Ints(1)), Made.Dictionary(1, Encode.Ints(1)), Made.Page1(1, [0, 2], Made.RleDictionary)], 1),
            "not the first page"
        },
        {
            "an index beyond the dictionary",
            Column([Made.Dictionary(2, Encode.Ints(1, 2)), Made.Page1(1, [8, .. Encode.Run(2, 1, 8)], Made.RleDictionary)], 1),
            "index 2 into a dictionary of 2"
        },
        {
            "an index of 32 bits",
            Column([Made.Dictionary(2, Encode.Ints(1, 2)), Made.Page1(1, [32, .. Encode.Run(-1, 1, 32)], Made.RleDictionary)], 1),
            "index 4294967295"
        },
        {
            "a bit width above 32",
            Column([Made.Dictionary(2, Encode.Ints(1, 2)), Made.Page1(1, [33, 2, 0, 0, 0, 0, 0], Made.RleDictionary)], 1),
            "bit width 33"
        },
        {
            "a page without its bit width",
            Column([Made.Dictionary(2, Encode.Ints(1, 2)), Made.Page1(1, [], Made.RleDictionary)], 1),
            "without its bit width"
        },
        { "a dictionary larger than its page", Column([Made.Dictionary(1 << 30, Encode.Ints(1)), Made.Page1(1, [0, 2])], 1), "a dictionary of 1073741824" },
        { "a dictionary in another encoding", Column([Made.Dictionary(1, Encode.Ints(1), 5), Made.Page1(1, [0, 2])], 1), "a dictionary with the encoding" },
        { "an encoding of another type", Column([Made.Page1(1, Encode.Ints(1), Made.DeltaByteArray)], 1), "encoding DeltaByteArray for values of type Int32" },
        { "an unknown encoding", Column([Made.Page1(1, Encode.Ints(1), 77)], 1), "the unknown encoding 77" },
        { "an unknown kind of page", Column([Made.OtherPage(9, [1])], 1), "unknown type 9" },
        { "sizes that differ without compression", Column([Made.Page1(1, Encode.Ints(1), uncompressed: 5)], 1), "4 bytes that should have 5" },
        { "levels longer than the page", Column([Made.Page1(1, [9, 0, 0, 0, 1], Made.Plain)], 1, Made.Optional), "levels of 9 bytes, 1 are left" },
        { "no room for the length of levels", Column([Made.Page1(1, [9, 0], Made.Plain)], 1, Made.Optional), "the length of its levels" },
        {
            "levels longer than a page of version 2",
            Column([Made.Page2(1, 1, [], [2, 1], [], uncompressed: 1)], 1, Made.Optional),
            "levels of 2 bytes in a page of 2 (1 uncompressed)"
        },
        { "levels in an unknown encoding", Column([Made.Page1(1, [1, 1], levels: 8)], 1, Made.Optional), "levels with the encoding" },
        {
            "repetition that begins within a row",
            Column(
                [Made.Page1(1, [.. Encode.WithLength(Encode.Run(1, 1, 1)), .. Encode.WithLength(Encode.Run(1, 1, 1)), .. Encode.Ints(1)])],
                1,
                Made.Repeated),
            "begins with repetition level 1"
        },
        {
            "more rows than the row group",
            Made.File(Made.Int32, Made.Repeated, 1,
                [Made.Page1(2, [.. Encode.WithLength(Encode.Run(0, 2, 1)), .. Encode.WithLength(Encode.Run(1, 2, 1)), .. Encode.Ints(1, 2)])], values: 2),
            "more rows than its row group, which has 1"
        },
        {
            "fewer rows than the row group",
            Made.File(Made.Int32, Made.Repeated, 2,
                [Made.Page1(2, [.. Encode.WithLength(Encode.Packed(1, 0, 1)), .. Encode.WithLength(Encode.Run(1, 2, 1)), .. Encode.Ints(1, 2)])], values: 2),
            "the column ends at row 1 of the file; the row group has 2 rows"
        },
        { "a flat column with another count", Made.File(Made.Int32, Made.Required, 1, [Made.Page1(2, Encode.Ints(1, 2))], values: 2), "2 values in a row group of 1 rows" },
        { "snappy that cannot be", Made.File(Made.Int32, Made.Required, 1, [Made.Page1(1, [4, 0], uncompressed: 4000)], codec: 1), "cannot hold" },
        { "a text that is none", Text([Made.Page1(2, Encode.ByteArrays([65], [0xC3, 0x28]))], 2), "not UTF-8" },
        { "a character over two texts", Text([Made.Page1(2, Encode.ByteArrays([0xC3], [0xA4]))], 2), "not UTF-8" },
        {
            "a character over two texts that touch",
            Text([Made.Page1(2, [.. Encode.Delta(1, 1), 0xC3, 0xA4], encoding: 6)], 2),
            "not UTF-8"
        },
        { "a uint8 above 255", Made.File(Made.Int32, Made.Required, 1, [Made.Page1(1, Encode.Ints(256))], annotation: w => w.Int(6, 11)), "256 in a column of type uint8" },
        {
            "a dictionary with a text that is none",
            Text([Made.Dictionary(1, Encode.ByteArrays([0xFF])), Made.Page1(1, [0, 2], Made.RleDictionary)], 1),
            "entry 0 of the dictionary"
        },
        { "an int8 above 127", Made.File(Made.Int32, Made.Required, 1, [Made.Page1(1, Encode.Ints(128))], annotation: w => w.Int(6, 15)), "128 in a column of type int8" },
        { "a uint16 below 0", Made.File(Made.Int32, Made.Required, 1, [Made.Page1(1, Encode.Ints(-1))], annotation: w => w.Int(6, 12)), "-1 in a column of type uint16" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_contradiction_is_refused(string what, byte[] file, string reason)
    {
        var refusal = await Reading.RefusalAsync(file);

        Assert.True(refusal.Message.Contains(reason, StringComparison.Ordinal), $"{what}: {refusal.Message}");
        Assert.Equal("c", refusal.Place!.Column);
        Assert.Equal(0, refusal.Place.RowGroup);
    }

    [Fact]
    public async Task A_text_that_is_none_is_named_with_its_row_and_is_given_as_it_is_when_checking_is_off()
    {
        var file = Text([Made.Page1(2, Encode.Texts("a", "b")), Made.Page1(2, Encode.ByteArrays([65], [0xC3, 0x28]))], 4);

        var refusal = await Reading.RefusalAsync(file);
        var later = await Assert.ThrowsAsync<ParquetException>(() => Reading.LinesAsync(file, read: new ReadOptions { FirstRow = 2 }));
        var kept = await Reading.LinesAsync(file, new ParquetOptions { CheckText = false });

        Assert.Equal(3, refusal.Place!.Row);
        Assert.Equal(1, refusal.Place.Page);
        Assert.Equal(3, later.Place!.Row);
        Assert.Equal("{\"c\":\"\uFFFD(\"}", kept[3]);
    }

    [Fact]
    public async Task Small_integers_may_be_anything_within_their_width()
    {
        static Task<List<string>> ReadAsync(int converted, params int[] values) => Reading.LinesAsync(
            Made.File(Made.Int32, Made.Required, values.Length, [Made.Page1(values.Length, Encode.Ints(values))], annotation: w => w.Int(6, converted)));

        Assert.Equal(["""{"c":-128}""", """{"c":127}"""], await ReadAsync(15, -128, 127));
        Assert.Equal(["""{"c":0}""", """{"c":255}"""], await ReadAsync(11, 0, 255));
        Assert.Equal(["""{"c":-32768}""", """{"c":32767}"""], await ReadAsync(16, -32768, 32767));
        Assert.Equal(["""{"c":4294967295}"""], await ReadAsync(13, -1));
    }

    private static byte[] Column(byte[][] pages, long values, int repetition = Made.Required) =>
        Made.File(Made.Int32, repetition, values, pages, values);

    private static byte[] Text(byte[][] pages, long values) =>
        Made.File(Made.ByteArray, Made.Required, values, pages, annotation: w => w.Int(6, 0));
}

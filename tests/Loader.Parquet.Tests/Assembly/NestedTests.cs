using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Assembly;

public class NestedTests
{
    // message { optional group l (LIST) { repeated group list { optional group element { optional int32 a; optional int32 b; } } } }
    private static readonly Action<ThriftWriter>[] Schema =
    [
        Made.Group("l", 1, 1, 3), Made.Group("list", 2, 1), Made.Group("element", 1, 2),
        Made.Element("a", Made.Int32, 1), Made.Element("b", Made.Int32, 1),
    ];

    [Fact]
    public async Task Every_level_of_absence_shows_as_what_it_is()
    {
        // null, [], [null], [{a:null,b:1},{a:2,b:null}]
        var a = Page([0, 0, 0, 0, 1], [0, 1, 2, 3, 4], 2);
        var b = Page([0, 0, 0, 0, 1], [0, 1, 2, 4, 3], 1);

        var lines = await Reading.LinesAsync(File(4, a, b));

        Assert.Equal(
            ["""{"l":null}""", """{"l":[]}""", """{"l":[null]}""", """{"l":[{"a":null,"b":1},{"a":2,"b":null}]}"""], lines);
    }

    [Theory]
    [InlineData(new[] { 0, 0 }, new[] { 4, 4 })] // two rows of one element
    [InlineData(new[] { 0, 1 }, new[] { 4, 2 })] // the second struct is null
    [InlineData(new[] { 0, 1, 0, 0 }, new[] { 4, 4, 0, 1 })] // one row more, which is empty
    [InlineData(new[] { 0, 0, 1 }, new[] { 0, 4, 4 })] // the second row has the elements of the first
    public async Task Leaves_that_disagree_on_their_lists_are_refused(int[] repetition, int[] definition)
    {
        var a = Page([0, 1, 0], [4, 4, 0], 1, 2);
        var b = Page(repetition, definition, [.. Enumerable.Range(1, definition.Count(level => level == 4))]);

        var refusal = await Reading.RefusalAsync(File(2, a, b));

        Assert.Equal(ParquetTrouble.Damaged, refusal.Trouble);
        Assert.Matches("disagree|more rows|the column ends", refusal.Reason);
    }

    [Fact]
    public async Task Rows_with_more_elements_than_a_block_come_back_whole()
    {
        const int Rows = 5, Elements = 50_000;
        var repetition = Enumerable.Range(0, Rows * Elements).Select(i => i % Elements == 0 ? 0 : 1).ToArray();
        var values = Enumerable.Range(0, Rows * Elements).ToArray();
        var pages = repetition.Chunk(7000).Zip(values.Chunk(7000), (levels, part) => Made.Page1(
            part.Length,
            [.. Encode.WithLength(Encode.Packed(1, levels)), .. Encode.WithLength(Encode.Run(1, part.Length, 1)), .. Encode.Ints(part)]));
        var file = Made.File(Made.Int32, Made.Repeated, Rows, [.. pages], values: values.Length);
        await using var parquet = await ParquetFile.OpenAsync(new MemoryStream(file));

        var next = 0;
        await foreach (var row in parquet.ReadRowsAsync(new ReadOptions { BatchRows = 2 }))
        {
            Assert.Equal(Elements, row[0].Count);
            for (var i = 0; i < Elements; i++) Assert.Equal(next++, row[0].Element(i).GetInt64());
        }

        Assert.Equal(values.Length, next);
    }

    [Fact]
    public async Task Lists_of_equal_sum_but_other_lengths_are_refused()
    {
        // [x,x] [x] beside [x] [x,x].
        var file = File(2, Page([0, 1, 0], [4, 4, 4], 1, 2, 3), Page([0, 0, 1], [4, 4, 4], 1, 2, 3));

        Assert.Contains("l.list.element.a and l.list.element.b disagree", (await Reading.RefusalAsync(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 4096)]
    [InlineData(77, 3)]
    [InlineData(199, 10)]
    public async Task Texts_in_lists_keep_their_bytes_over_pages_and_blocks_and_from_any_row(int first, int batchRows)
    {
        const int Rows = 200, Elements = 700;
        var texts = Enumerable.Range(0, Rows * Elements).Select(i => $"t{i}").ToArray();
        var pages = texts.Chunk(150).Select((part, page) => Made.Page1(
            part.Length,
            [
                .. Encode.WithLength(Encode.Packed(1, [.. part.Select((_, i) => ((page * 150) + i) % Elements == 0 ? 0 : 1)])),
                .. Encode.WithLength(Encode.Run(1, part.Length, 1)),
                .. Encode.Texts(part),
            ]));
        var file = Made.File(Made.ByteArray, Made.Repeated, Rows, [.. pages], values: texts.Length, annotation: w => w.Int(6, 0));
        await using var parquet = await ParquetFile.OpenAsync(new MemoryStream(file));

        var next = first * Elements;
        await foreach (var row in parquet.ReadRowsAsync(new ReadOptions { FirstRow = first, BatchRows = batchRows }))
        {
            for (var i = 0; i < row[0].Count; i++) Assert.Equal(texts[next++], row[0].Element(i).GetText());
        }

        Assert.Equal(texts.Length, next);
    }

    [Fact]
    public async Task Duplicate_keys_of_a_map_are_kept_in_order()
    {
        Action<ThriftWriter>[] schema =
            [Made.Group("m", 0, 1, 1), Made.Group("key_value", 2, 2), Made.Element("key", Made.Int32, 0), Made.Element("value", Made.Int32, 0)];
        byte[] Column(params int[] values) => Made.Page1(
            3, [.. Encode.WithLength(Encode.Packed(1, 0, 1, 1)), .. Encode.WithLength(Encode.Run(1, 3, 1)), .. Encode.Ints(values)]);
        var file = Made.File(
            schema, 1,
            [
                new MadeColumn { Path = ["m", "key_value", "key"], Type = Made.Int32, Pages = [Column(1, 2, 1)], ValueCount = 3 },
                new MadeColumn { Path = ["m", "key_value", "value"], Type = Made.Int32, Pages = [Column(10, 20, 30)], ValueCount = 3 },
            ],
            rootChildren: 1);

        Assert.Equal(
            ["""{"m":[{"key":1,"value":10},{"key":2,"value":20},{"key":1,"value":30}]}"""], await Reading.LinesAsync(file));
    }

    private static (byte[] Page, int Count) Page(int[] repetition, int[] definition, params int[] values) => (
        Made.Page1(
            repetition.Length,
            [.. Encode.WithLength(Encode.Packed(1, repetition)), .. Encode.WithLength(Encode.Packed(3, definition)), .. Encode.Ints(values)]),
        repetition.Length);

    private static byte[] File(int rows, (byte[] Page, int Count) a, (byte[] Page, int Count) b) => Made.File(
        Schema, rows,
        [
            new MadeColumn { Path = ["l", "list", "element", "a"], Type = Made.Int32, Pages = [a.Page], ValueCount = a.Count },
            new MadeColumn { Path = ["l", "list", "element", "b"], Type = Made.Int32, Pages = [b.Page], ValueCount = b.Count },
        ],
        rootChildren: 1);
}

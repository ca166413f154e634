using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Pages;

/// <summary>Pages as writers have really written them, and as nobody should.</summary>
public class PageTests
{
    private static readonly byte[] NoLevels = [];

    [Fact]
    public async Task Data_pages_are_read_after_each_other_until_all_values_are_seen()
    {
        var file = Made.File(Made.Int32, Made.Required, 5, [Made.Page1(2, Encode.Ints(1, 2)), Made.Page1(3, Encode.Ints(3, 4, 5))]);

        Assert.Equal(["""{"c":1}""", """{"c":2}""", """{"c":3}""", """{"c":4}""", """{"c":5}"""], await Reading.LinesAsync(file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dictionary_page_is_found_whether_or_not_the_footer_names_it(bool named)
    {
        byte[] indexes = [1, .. Encode.Packed(1, 0, 1, 1)];
        var file = Made.File(
            Made.ByteArray, Made.Required, 3,
            [Made.Dictionary(2, Encode.Texts("a", "b")), Made.Page1(3, indexes, Made.RleDictionary)], namesDictionary: named);

        Assert.Equal(["""{"c":"YQ=="}""", """{"c":"Yg=="}""", """{"c":"Yg=="}"""], await Reading.LinesAsync(file));
    }

    [Fact]
    public async Task Dictionary_and_plain_pages_may_stand_in_one_chunk_and_in_one_batch()
    {
        var file = Made.File(
            Made.ByteArray, Made.Required, 4,
            [
                Made.Dictionary(2, Encode.Texts("a", "b")),
                Made.Page1(2, [1, .. Encode.Packed(1, 1, 0)], Made.RleDictionary),
                Made.Page1(2, Encode.Texts("c", "dd")),
            ],
            annotation: w => w.Int(6, 0));

        Assert.Equal(["""{"c":"b"}""", """{"c":"a"}""", """{"c":"c"}""", """{"c":"dd"}"""], await Reading.LinesAsync(file));
    }

    [Fact]
    public async Task The_indexes_of_a_page_with_nulls_are_as_many_as_its_values_that_are_not_null()
    {
        byte[] body = [.. Encode.WithLength(Encode.Packed(1, 0, 1, 0, 1, 1)), 1, .. Encode.Packed(1, 1, 0, 1)];
        var file = Made.File(
            Made.Int32, Made.Optional, 10,
            [Made.Dictionary(2, Encode.Ints(10, 20)), Made.Page1(5, body, Made.RleDictionary), Made.Page1(5, body, Made.RleDictionary)]);

        var lines = await Reading.LinesAsync(file);

        string[] page = ["""{"c":null}""", """{"c":20}""", """{"c":null}""", """{"c":10}""", """{"c":20}"""];
        Assert.Equal([.. page, .. page], lines);
    }

    [Theory]
    [InlineData(Made.Plain)]
    [InlineData(Made.RleDictionary)]
    [InlineData(5)]
    public async Task The_values_of_a_page_of_nulls_are_not_touched(int encoding)
    {
        var file = Made.File(
            Made.Int32, Made.Optional, 6,
            [
                Made.Page1(3, Encode.WithLength(Encode.Run(0, 3, 1)), encoding),
                Made.Page2(3, 3, NoLevels, Encode.Run(0, 3, 1), [], encoding),
            ]);

        Assert.Equal(Enumerable.Repeat("""{"c":null}""", 6), await Reading.LinesAsync(file));
    }

    [Fact]
    public async Task An_empty_dictionary_and_a_width_of_zero_are_allowed()
    {
        var file = Made.File(
            Made.Int32, Made.Optional, 6,
            [
                Made.Dictionary(1, Encode.Ints(7)),
                Made.Page1(3, [.. Encode.WithLength(Encode.Run(1, 3, 1)), 0, .. Encode.Run(0, 3, 0)], Made.RleDictionary),
                Made.Page1(3, Encode.WithLength(Encode.Run(0, 3, 1)), Made.RleDictionary),
            ]);
        var empty = Made.File(
            Made.Int32, Made.Optional, 2,
            [Made.Dictionary(0, []), Made.Page1(2, Encode.WithLength(Encode.Run(0, 2, 1)), Made.RleDictionary)]);

        Assert.Equal(3, (await Reading.LinesAsync(file)).Count(line => line == """{"c":7}"""));
        Assert.Equal(2, (await Reading.LinesAsync(empty)).Count);
    }

    [Fact]
    public async Task Bytes_behind_the_last_value_and_pages_of_other_kinds_are_passed_over()
    {
        var file = Made.File(
            Made.Int32, Made.Required, 2,
            [Made.OtherPage(1, [1, 2, 3]), Made.Page1(1, [.. Encode.Ints(1), 9, 9]), Made.Page1(0, []), Made.Page1(1, Encode.Ints(2))]);

        Assert.Equal(["""{"c":1}""", """{"c":2}"""], await Reading.LinesAsync(file));
    }

    [Fact]
    public async Task A_page_of_version_2_may_be_stored_in_a_compressed_chunk()
    {
        byte[] snappy = [8, 28, .. Encode.Ints(3, 4)];
        var file = Made.File(
            Made.Int32, Made.Required, 4,
            [
                Made.Page2(2, 2, NoLevels, NoLevels, Encode.Ints(1, 2), isCompressed: false),
                Made.Page2(2, 2, NoLevels, NoLevels, snappy, uncompressed: 8),
            ],
            codec: 1);

        Assert.Equal(["""{"c":1}""", """{"c":2}""", """{"c":3}""", """{"c":4}"""], await Reading.LinesAsync(file));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rows_may_begin_and_end_within_pages_of_both_versions(int version)
    {
        // [1,2,3] [4] [5,6] over four pages, the second of which lies within a row.
        (byte[] Repetition, int[] Values)[] parts = [([0, 1], [1, 2]), ([1], [3]), ([0, 0], [4, 5]), ([1], [6])];
        var pages = parts.Select(part =>
        {
            var repetition = Encode.Packed(1, [.. part.Repetition.Select(level => (int)level)]);
            var definition = Encode.Run(1, part.Values.Length, 1);
            return version == 1
                ? Made.Page1(part.Values.Length, [.. Encode.WithLength(repetition), .. Encode.WithLength(definition), .. Encode.Ints(part.Values)])
                : Made.Page2(part.Values.Length, 1, repetition, definition, Encode.Ints(part.Values));
        });
        var file = Made.File(Made.Int32, Made.Repeated, 3, [.. pages], values: 6);

        Assert.Equal(["""{"c":[1,2,3]}""", """{"c":[4]}""", """{"c":[5,6]}"""], await Reading.LinesAsync(file));
        Assert.Equal(
            ["""{"c":[1,2,3]}""", """{"c":[4]}""", """{"c":[5,6]}"""],
            await Reading.LinesAsync(file, read: new ReadOptions { BatchRows = 1 }));
    }

    [Theory]
    [InlineData("parquet-mr version 1.7.0 (build abc)", true)]
    [InlineData("parquet-mr", true)]
    [InlineData("parquet-mr version 1.8.0", false)]
    [InlineData("parquet-mr version 1.12.3", false)]
    [InlineData("other version 1.2", false)]
    [InlineData(null, false)]
    public async Task A_prefix_that_refers_to_the_page_before_is_read_only_from_the_writers_that_had_this_fault(string? writer, bool isRead)
    {
        // PARQUET-246: "apple", then in a new page "app" + "ly".
        var file = Made.File(
            Made.ByteArray, Made.Required, 2,
            [
                Made.Page1(1, [.. Encode.Delta(0), .. Encode.Delta(5), .. "apple"u8], Made.DeltaByteArray),
                Made.Page1(1, [.. Encode.Delta(3), .. Encode.Delta(2), .. "ly"u8], Made.DeltaByteArray),
            ],
            annotation: w => w.Int(6, 0), createdBy: writer);

        if (isRead) Assert.Equal(["""{"c":"apple"}""", """{"c":"apply"}"""], await Reading.LinesAsync(file));
        else Assert.Contains("at most 0 are possible", (await Reading.RefusalAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_may_be_longer_than_the_footer_says()
    {
        // PARQUET-816: the size leaves out the header of the dictionary page.
        byte[][] pages = [Made.Dictionary(1, Encode.Ints(7)), Made.Page1(2, [0, .. Encode.Run(0, 2, 0)], Made.RleDictionary)];
        var whole = Made.File(Made.Int32, Made.Required, 2, pages);
        var size = pages.Sum(page => page.Length);
        var (right, wrong) = (Encode.Zigzag(size), Encode.Zigzag(size - 20));
        Assert.Equal(right.Length, wrong.Length);
        var at = whole.AsSpan().LastIndexOf((byte[])[.. right, 0x16, .. right, 0x26]);
        wrong.CopyTo(whole, at + right.Length + 1);

        Assert.Equal(["""{"c":7}""", """{"c":7}"""], await Reading.LinesAsync(whole));
    }

    [Fact]
    public async Task A_checksum_is_compared_over_the_stored_bytes_of_the_page_that_has_it()
    {
        var right = Made.File(Made.Int32, Made.Required, 1, [Made.Page1(1, Encode.Ints(1), crc: true)]);
        var wrong = Made.File(
            Made.Int32, Made.Required, 2, [Made.Page1(1, Encode.Ints(1), crc: true), Made.Page1(1, Encode.Ints(2), crc: true, crcOff: 1)]);

        Assert.Single(await Reading.LinesAsync(right));
        var refusal = await Reading.RefusalAsync(wrong);
        Assert.Equal(ParquetTrouble.Damaged, refusal.Trouble);
        Assert.Equal(new ParquetPlace("made", 0, "c", 1, refusal.Place!.Offset), refusal.Place);
        Assert.Equal(2, (await Reading.LinesAsync(wrong, new ParquetOptions { CheckCrc = false })).Count);
    }
}

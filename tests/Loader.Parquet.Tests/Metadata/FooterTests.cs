using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Metadata;

/// <summary>What the footer alone decides.</summary>
public class FooterTests
{
    private static readonly byte[][] OnePage = [Made.Page1(1, Encode.Ints(1))];

    public static TheoryData<string, byte[]> NotParquet() => new()
    {
        { "0 bytes are no Parquet file", [] },
        { "11 bytes are no Parquet file", new byte[11] },
        { "does not end with PAR1", new byte[100] },
        { "a footer of 4000 bytes in a file of 16", [.. "PAR1"u8, 0, 0, 0, 0, .. Encode.Ints(4000), .. "PAR1"u8] },
        { "a footer of 5 bytes in a file of 16", [.. "PAR1"u8, 0, 0, 0, 0, .. Encode.Ints(5), .. "PAR1"u8] },
        { "encrypted", [.. "PARE"u8, 0, 0, 0, 0, .. Encode.Ints(4), .. "PARE"u8] },
        { "the footer has no schema", Made.Whole([.. "PAR1"u8], new ThriftWriter().Int(1, 1).Stop().ToArray()) },
        { "Thrift", Made.Whole([.. "PAR1"u8], [0x15]) },
    };

    [Theory]
    [MemberData(nameof(NotParquet))]
    public async Task What_is_no_Parquet_file_is_refused_at_once(string reason, byte[] file) =>
        Assert.Contains(reason, (await Reading.RefusalAsync(file)).Message, StringComparison.Ordinal);

    public static TheoryData<string, byte[]> Foreign() => new()
    {
        { "codec LZO", Made.File(Made.Int32, 0, 1, OnePage, codec: 3) },
        { "codec 8 is not known", Made.File(Made.Int32, 0, 1, OnePage, codec: 8) },
        { "encoding ALP", Made.File(Made.Int32, 0, 1, OnePage, encodings: [0, 10]) },
        { "encrypted", Made.File(Made.Int32, 0, 1, OnePage, more: w => w.Struct(8, _ => { })) },
        { "another file, part-1.parquet", Made.File(Made.Int32, 0, 1, OnePage, more: w => w.Text(1, "part-1.parquet")) },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task What_is_not_supported_is_named_before_any_row(string reason, byte[] file)
    {
        var refusal = await Reading.RefusalAsync(file);

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ParquetTrouble.Unsupported, refusal.Trouble);
        Assert.Equal(("c", 0), (refusal.Place!.Column, refusal.Place.RowGroup));
    }

    [Fact]
    public async Task A_column_that_is_not_chosen_may_be_anything()
    {
        var file = Made.File(
            [Made.Element("good", Made.Int32, 0), Made.Element("lzo", Made.Int32, 0)],
            1,
            [
                new MadeColumn { Path = ["good"], Type = Made.Int32, Pages = OnePage, ValueCount = 1 },
                new MadeColumn { Path = ["lzo"], Type = Made.Int32, Pages = [[1, 2, 3]], ValueCount = 1, Codec = 3 },
            ]);
        await using var parquet = await ParquetFile.OpenAsync(new MemoryStream(file));

        var rows = await parquet.ReadRowsAsync(new ReadOptions { Columns = [parquet.Schema.Find("good")!] }).CountAsync();

        Assert.Equal(1, rows);
        Assert.Contains("LZO", (await Reading.RefusalAsync(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_of_another_type_or_path_than_the_schema_says_is_refused()
    {
        static byte[] File(int type, params string[] path) => Made.File(
            [Made.Element("c", Made.Int32, 0)], 1,
            [new MadeColumn { Path = path, Type = type, Pages = OnePage, ValueCount = 1 }]);

        Assert.Contains("physical type 2", (await Reading.RefusalAsync(File(Made.Int64, "c"))).Message, StringComparison.Ordinal);
        Assert.Contains("says it is d", (await Reading.RefusalAsync(File(Made.Int32, "d"))).Message, StringComparison.Ordinal);
        Assert.Single(await Reading.LinesAsync(File(Made.Int32)));
    }
}

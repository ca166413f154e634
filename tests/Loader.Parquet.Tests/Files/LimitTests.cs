using Loader.Parquet.Tests.Corpus;
using Loader.Parquet.Tests.Making;

namespace Loader.Parquet.Tests.Files;

/// <summary>Few bytes that claim to be many.</summary>
public class LimitTests
{
    [Fact]
    public async Task A_page_of_two_gigabytes_out_of_four_kilobytes_is_refused_before_it_takes_any_memory()
    {
        // From memory, so that all of it happens on this thread, whose allocations are counted.
        using var stream = new MemoryStream(File.ReadAllBytes(CorpusFile.All["files/large_string_map.brotli.parquet"].FullPath));
        var before = GC.GetAllocatedBytesForCurrentThread();
        await using var file = await ParquetFile.OpenAsync(stream);

        var refusal = await Assert.ThrowsAsync<ParquetException>(async () => await file.ReadRowsAsync().CountAsync());

        Assert.Equal(ParquetTrouble.OverLimit, refusal.Trouble);
        Assert.Contains("the limit is 268435456 (PageBytes)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("arr.key_value.key", refusal.Place!.Column);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 << 20);
    }

    [Fact]
    public async Task A_row_of_a_billion_elements_out_of_a_few_bytes_is_refused()
    {
        const int Count = 1_000_000_000;
        var body = Encode.WithLength([.. Encode.Run(0, 1, 1), .. Encode.Run(1, Count - 1, 1)]);
        var definition = Encode.WithLength(Encode.Run(1, Count, 1));
        var file = Made.File(
            Made.Int32, Made.Repeated, 1,
            [Made.Dictionary(1, Encode.Ints(7)), Made.Page1(Count, [.. body, .. definition, 0, .. Encode.Run(0, Count, 0)], Made.RleDictionary)],
            values: Count);

        var refusal = await Reading.RefusalAsync(file);

        Assert.Equal((ParquetTrouble.OverLimit, "a row with more than 4194304 values (ValuesPerRow)"), (refusal.Trouble, refusal.Reason));
    }

    [Fact]
    public async Task Prefixes_that_repeat_a_large_value_are_refused_when_their_sum_is_too_large()
    {
        const int Size = 20_000, Count = 40_000;
        long[] prefixes = [0, .. Enumerable.Repeat((long)Size, Count - 1)], suffixes = [Size, .. new long[Count - 1]];
        byte[] body = [.. Encode.Delta(prefixes), .. Encode.Delta(suffixes), .. new byte[Size]];
        var file = Made.File(Made.ByteArray, Made.Required, Count, [Made.Page1(Count, body, Made.DeltaByteArray)]);

        var refusal = await Reading.RefusalAsync(file);

        Assert.Equal(ParquetTrouble.OverLimit, refusal.Trouble);
        Assert.Contains("values of 800000000 bytes in one page", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_limit_can_be_set_and_says_its_name()
    {
        var orders = await File.ReadAllBytesAsync(CorpusFile.All["generated/gen_orders.snappy.parquet"].FullPath);

        await AssertNamed("FooterBytes", new ParquetLimits { FooterBytes = 100 });
        await AssertNamed("PageBytes", new ParquetLimits { PageBytes = 100 });
        await AssertNamed("BufferedBytes", new ParquetLimits { BufferedBytes = 10_000 });
        await AssertNamed("ExpandedBytes", new ParquetLimits { ExpandedBytes = 10_000 });
        await AssertNamed("deeper than 1", new ParquetLimits { SchemaDepth = 1 });

        async Task AssertNamed(string name, ParquetLimits limits)
        {
            var refusal = await Reading.RefusalAsync(orders, new ParquetOptions { Limits = limits });
            Assert.Equal(ParquetTrouble.OverLimit, refusal.Trouble);
            Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_header_may_be_large_but_not_without_end()
    {
        byte[] header = [.. new ThriftWriter().Int(1, 0).Int(2, 4).Int(3, 4).Struct(5, w =>
            w.Int(1, 1).Int(2, 0).Int(3, 3).Int(4, 3).Struct(5, s => s.Binary(1, new byte[300_000]))).Stop().ToArray()];
        var file = Made.File(Made.Int32, Made.Required, 1, [[.. header, .. Encode.Ints(5)]]);

        Assert.Equal(["""{"c":5}"""], await Reading.LinesAsync(file));
        var refusal = await Reading.RefusalAsync(file, new ParquetOptions { Limits = new ParquetLimits { PageHeaderBytes = 100_000 } });
        Assert.Contains("PageHeaderBytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_makes_no_sense_is_a_mistake_of_the_caller() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await ParquetFile.OpenAsync(
            new MemoryStream([1]), options: new ParquetOptions { Limits = new ParquetLimits { PageBytes = 0 } }));
}

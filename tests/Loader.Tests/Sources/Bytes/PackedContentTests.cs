using System.Text;
using Loader.Mappings.Findings;
using Loader.Parquet.Compression;
using Loader.Sources;
using Loader.Sources.Bytes;
using Loader.Sources.Csv;
using Loader.Tests.Sources.Csv;

namespace Loader.Tests.Sources.Bytes;

/// <summary>What compressed bytes become: all rows, or all good rows and then a failure; never a shorter file that looks whole.</summary>
public sealed class PackedContentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, byte[]> Cut => new()
    {
        { "rows.csv.gz", Packed.Gzip(Rows(20_000))[..^200] },
        { "trailer.csv.gz", Packed.Gzip(Rows(20_000))[..^4] },
        { "rows.csv.zst", Packed.Zstd(Rows(20_000))[..^200] },
        { "rows.csv.br", Packed.Brotli(Rows(20_000))[..^200] },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Cut))]
    public async Task A_file_that_was_cut_off_gives_its_good_rows_and_then_fails(string name, byte[] content)
    {
        var (rows, failure) = await ReadAsync(folder.Write(name, content));

        Assert.InRange(rows, 15_000, 20_000);
        Assert.Equal("INP004", failure?.Code.Id);
        Assert.Contains(
            "ends in the middle",
            failure!.Message.Replace("ends within a frame", "ends in the middle", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_members_of_a_gzip_file_are_read()
    {
        var (rows, failure) = await ReadAsync(folder.Write("two.csv.gz", [.. Packed.Gzip(Rows(1000)), .. Packed.Gzip("7,more\n8,still\n"u8.ToArray())]));

        Assert.Equal((1002, null), (rows, failure));
    }

    [Fact]
    public async Task What_follows_gzip_and_is_not_gzip_is_a_failure_and_not_lost()
    {
        var (rows, failure) = await ReadAsync(folder.Write("more.csv.gz", [.. Packed.Gzip(Rows(1000)), .. "1001,plain\n"u8]));

        Assert.Equal((1000, "INP004"), (rows, failure?.Code.Id));
    }

    [Fact]
    public async Task Zeros_behind_gzip_are_padding()
    {
        var (rows, failure) = await ReadAsync(folder.Write("padded.csv.gz", [.. Packed.Gzip(Rows(1000)), .. new byte[5000]]));

        Assert.Equal((1000, null), (rows, failure));
    }

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.txt")]
    public async Task The_bytes_say_how_they_are_packed_and_not_the_name(string name)
    {
        Assert.Equal((100, null), await ReadAsync(folder.Write(name, Packed.Gzip(Rows(100)))));
        Assert.Equal((100, null), await ReadAsync(folder.Write(name, Packed.Zstd(Rows(100)))));
        Assert.Equal((100, null), await ReadAsync(folder.Write(name, Packed.Zip(("x.csv", Rows(100))))));
    }

    [Fact]
    public async Task A_bomb_is_refused_by_its_ratio()
    {
        var (_, failure) = await ReadAsync(folder.Write("bomb.csv.zst", Packed.BlankLines("a,b\n1,2\n"u8, 600)));

        Assert.Equal("INP005", failure?.Code.Id);
        Assert.Contains("max_ratio", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_above_its_limit_is_refused()
    {
        var (_, failure) = await ReadAsync(folder.Write("large.csv.gz", Packed.Gzip(Rows(20_000))), new(UnpackLimits.DefaultRatio, Bytes: 100_000));

        Assert.Equal("INP005", failure?.Code.Id);
    }

    [Fact]
    public void A_zip_of_several_files_is_refused_by_their_names()
    {
        var findings = new FindingList();

        Assert.Null(OpenPath(folder.Write("two.zip", Packed.Zip(("a.csv", Rows(1)), ("b.csv", Rows(1)))), findings, UnpackLimits.Default));
        Assert.Contains("error INP006: '" + folder.PathOf("two.zip") + "' is a zip of 2 files: a.csv, b.csv", findings[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_with_a_wrong_checksum_is_damaged()
    {
        var zip = Packed.Zip(("a.csv", Rows(2000)));
        var at = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 16;
        zip[at] ^= 1;

        Assert.Equal("INP004", (await ReadAsync(folder.Write("wrong.zip", zip))).Failure?.Code.Id);
    }

    [Theory]
    [InlineData("1,a\n2,b", "1,a\n2,bc\n", false)]
    [InlineData("1,a\n2,b\n", "1,a\n2,b\n3,c\n", true)]
    [InlineData("1,a\n2,b\n", "1,a\n2,b\n", true)]
    [InlineData("1,a\n2,b\n", "1,a\n2,x\n3,c\n", false)]
    [InlineData("1,a\n2,b\n", "1,a\n", false)]
    public async Task A_source_that_grew_is_told_from_one_whose_rows_changed(string before, string after, bool isGrowth)
    {
        var path = folder.Write("rows.csv", Encoding.UTF8.GetBytes("a,b\n" + before));
        ContentMark mark;
        await using (var source = OpenPath(path, [], UnpackLimits.Default)!)
        {
            await CsvFiles.Show(source);
            mark = source.Read!;
        }

        folder.Write("rows.csv", Encoding.UTF8.GetBytes("a,b\n" + after));
        await using var again = OpenPath(path, [], UnpackLimits.Default)!;

        Assert.Equal(isGrowth, await again.BeginsWithAsync(mark, CancellationToken.None));
    }

    [Fact]
    public async Task Standard_input_is_looked_at_and_then_read_from_its_first_byte_once()
    {
        await using var input = new StandardInput(new MemoryStream(Rows(5000)));
        var format = new CsvOpening(new(), new("from.csv", null, new([], _ => null, new()), new("m", 1, 1)));
        await using var source = (await format.OpenAsync(input, first: null, hash: null, mayBeEmpty: false, CancellationToken.None))!;

        Assert.Equal(5000, (await CsvFiles.Show(source)).Count);
        var again = await Assert.ThrowsAsync<SourceException>(() => CsvFiles.Show(source));
        Assert.Equal("INP011", again.Finding.Code.Id);
    }

    [Fact]
    public async Task Zstd_frames_follow_each_other_with_skippable_ones_between()
    {
        byte[] packed = [.. Packed.Zstd(Rows(10)), 0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9, .. Packed.Zstd("x"u8.ToArray())];
        await using var stream = new ZstdStream(new MemoryStream(packed));
        var content = new MemoryStream();

        await stream.CopyToAsync(content);

        Assert.Equal([.. Rows(10), (byte)'x'], content.ToArray());
    }

    private static byte[] Rows(int count) =>
        Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(1, count).Select(n => FormattableString.Invariant($"{n},{n * 7919L % 10_007}\n"))));

    private static async Task<(int Rows, Finding? Failure)> ReadAsync(string path, UnpackLimits? limits = null)
    {
        var findings = new FindingList();
        await using var source = OpenPath(path, findings, limits ?? UnpackLimits.Default);
        if (source is null) return (0, findings[0]);
        var rows = 0;
        try
        {
            await foreach (var chunk in source.ReadAsync(1, [0, 1], CancellationToken.None))
            {
                using (chunk) rows += chunk.Count;
            }
        }
        catch (SourceException failed)
        {
            return (rows, failed.Finding);
        }

        return (rows, null);
    }

    private static ISource? OpenPath(string path, FindingList findings, UnpackLimits limits) =>
        Opening.Open(path, findings, section => new CsvOpening(new() { Limits = limits }, section));
}

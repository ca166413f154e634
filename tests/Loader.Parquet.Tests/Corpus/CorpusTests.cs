using System.Security.Cryptography;
using System.Text;

namespace Loader.Parquet.Tests.Corpus;

/// <summary>Every file of the conformance corpus ends as corpus/index.json says.</summary>
public class CorpusTests
{
    public static TheoryData<string> Files(string expect) =>
        [.. CorpusFile.All.Values.Where(file => file.Expect == expect).Select(file => file.File)];

    [Theory]
    [MemberData(nameof(Files), "rows")]
    [MemberData(nameof(Files), "either")]
    public async Task A_readable_file_gives_exactly_the_expected_rows(string name) =>
        await AssertRowsAsync(CorpusFile.All[name], ParquetOptions.Default);

    [Theory]
    [MemberData(nameof(Files), "refuse")]
    public async Task A_broken_or_foreign_file_is_refused_by_its_name(string name)
    {
        var file = CorpusFile.All[name];

        var refusal = await Assert.ThrowsAsync<ParquetException>(() => ReadAsync(file, ParquetOptions.Default));

        Assert.StartsWith(file.FullPath, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(file.FullPath, refusal.Place!.File);
    }

    [Theory]
    [MemberData(nameof(Files), "refuse-crc")]
    public async Task A_wrong_checksum_is_refused_unless_checking_is_off(string name)
    {
        var file = CorpusFile.All[name];

        var refusal = await Assert.ThrowsAsync<ParquetException>(() => ReadAsync(file, ParquetOptions.Default));
        Assert.Contains("checksum", refusal.Reason, StringComparison.Ordinal);
        Assert.NotNull(refusal.Place!.Column);
        Assert.NotNull(refusal.Place.Page);

        await AssertRowsAsync(file, ParquetOptions.Default with { CheckCrc = false });
    }

    [Theory]
    [MemberData(nameof(Files), "refuse-or-raw")]
    public async Task A_variant_is_given_as_the_raw_group(string name)
    {
        var lines = await ReadAsync(CorpusFile.All[name], ParquetOptions.Default);

        Assert.Equal(4, lines.Count);
        Assert.Equal("{\"id\":0,\"var\":null}", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Contains("\"var\":{\"metadata\":", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_corpus_is_whole() => Assert.Equal(97, CorpusFile.All.Count);

    private static async Task AssertRowsAsync(CorpusFile file, ParquetOptions options)
    {
        var lines = await ReadAsync(file, options);

        var expected = await File.ReadAllLinesAsync(CorpusFile.PathOf(file.Expected!));
        for (var i = 0; i < Math.Min(expected.Length, lines.Count); i++)
            Assert.True(expected[i] == lines[i], $"row {i}\nexpected {expected[i]}\nactual   {lines[i]}");
        Assert.Equal(file.Rows, lines.Count);
        if (file.Sha256AllRows is { } hash) Assert.Equal(hash, Hash(lines));
    }

    private static async Task<List<string>> ReadAsync(CorpusFile file, ParquetOptions options)
    {
        var lines = new List<string>();
        await using var parquet = await ParquetFile.OpenAsync(file.FullPath, options);
        await foreach (var row in parquet.ReadRowsAsync()) lines.Add(CanonicalJson.Line(row));
        return lines;
    }

    private static string Hash(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines) hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

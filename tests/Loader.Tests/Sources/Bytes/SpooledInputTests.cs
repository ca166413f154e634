using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.Bytes;
using Loader.Sources.Parquet;
using Loader.Sources.Xlsx;
using Loader.Tests.Sources.Parquet;
using Loader.Tests.Sources.Xlsx;

namespace Loader.Tests.Sources.Bytes;

/// <summary>What comes once, and has to be read more than once or from its end.</summary>
public sealed class SpooledInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FindingList findings = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Parquet_out_of_a_pipe_is_read_from_a_temporary_file()
    {
        var file = ParquetText.File(("id", [.. Enumerable.Range(1, 300).Select(n => n.ToString(CultureInfo.InvariantCulture))]));

        await using var source = (await new ParquetFormat(Section(), new(), allowEmpty: false).OpenAsync(
            Piped(file),
            first: null,
            hash: null,
            mayBeEmpty: false,
            CancellationToken.None))!;

        Assert.Equal(300, (await source.ShowAsync()).Count);
        Assert.False(source.ComesOnce);
    }

    [Fact]
    public async Task A_workbook_out_of_a_pipe_is_read_from_a_temporary_file()
    {
        var file = new Workbook().Sheet("Rows", ["id"], ["#1"], ["#2"]).Bytes();

        await using var source = (await new XlsxOpening(new(), Section()).OpenAsync(
            Piped(file), first: null, hash: null, mayBeEmpty: false, CancellationToken.None))!;

        Assert.Equal(["[integer 1]", "[integer 2]"], await source.ShowAsync());
        Assert.False(source.ComesOnce);
    }

    /// <summary>So that the same bytes, piped in again, continue the load.</summary>
    [Fact]
    public async Task The_same_bytes_have_the_same_fingerprint_once_they_are_in_a_file()
    {
        await using var one = await Spooled.OfAsync(Piped([1, 2, 3]), CancellationToken.None);
        await using var same = await Spooled.OfAsync(Piped([1, 2, 3]), CancellationToken.None);
        await using var other = await Spooled.OfAsync(Piped([1, 2, 4]), CancellationToken.None);

        Assert.Equal(one.Fingerprint, same.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        Assert.Equal("-", one.Name);
    }

    [Theory]
    [InlineData(null, "kept", false, "kept")]
    [InlineData("", "kept", false, "kept")]
    [InlineData("kept", "kept", false, "kept")]
    [InlineData("first", null, false, "first")]
    [InlineData("other", "kept", false, null)]
    [InlineData("other", "kept", true, "other")]
    [InlineData("", "kept", true, "kept")]
    [InlineData(null, null, false, "")]
    public async Task What_is_kept_is_read_unless_other_bytes_may_take_its_place(string? piped, string? kept, bool mayBeReplaced, string? read)
    {
        var path = folder.PathOf(Path.Combine("spool", "standard-input"));
        if (kept is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, kept);
        }

        await using var input = await KeptInput.OpenAsync(
            new(path, mayBeReplaced), piped is null ? null : new MemoryStream(System.Text.Encoding.UTF8.GetBytes(piped)), Section(), CancellationToken.None);

        Assert.Equal(read is null ? ["INP014"] : [], findings.Select(finding => finding.Code.Id));
        Assert.Equal(read ?? kept, await File.ReadAllTextAsync(path));
        Assert.Equal(read is null ? null : read.Length, input?.Length);
        Assert.False(File.Exists(path + ".arriving"));
    }

    private static StandardInput Piped(byte[] content) => new(new MemoryStream(content));

    private Section Section() => new("from.x", null, new(findings, _ => null, new()), new("mapping.yaml", 1, 1));
}

using System.Diagnostics;
using System.Globalization;
using Loader.Parquet.Tests.Corpus;

namespace Loader.Parquet.Tests.Fuzz;

/// <summary>
/// Damaged files end in rows or in one ParquetException that names the file, and soon. They are as many on any machine: a faster one finds
/// nothing else. LOADER_FUZZ_SECONDS says for how long instead, LOADER_FUZZ_SEED makes it other damage.
/// </summary>
public class FuzzTests
{
    /// <summary>About a minute of one core.</summary>
    private const int UsualFiles = 200_000;
    private const int LargestFile = 1 << 20;

    /// <summary>What a file of up to 1 MB may take, of the processor's time: how busy the machine is does not count.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Damaged_files_end_in_rows_or_in_a_ParquetException()
    {
        var seconds = Number("LOADER_FUZZ_SECONDS");
        var seed = Number("LOADER_FUZZ_SEED") ?? 20260101;
        var files = CorpusFile.All.Values
            .Where(file => new FileInfo(file.FullPath).Length <= LargestFile)
            .Select(file => (file.File, Bytes: File.ReadAllBytes(file.FullPath)))
            .Select(file => (file.File, file.Bytes, Sites: NumberSites.Of(file.Bytes)))
            .ToArray();
        var clock = Stopwatch.StartNew();
        long runs = 0, refused = 0, structured = 0;
        for (; seconds is null ? runs < UsualFiles : clock.Elapsed.TotalSeconds < seconds; runs++)
        {
            var (name, bytes, sites) = files[runs % files.Length];

            // Every other round of all files has its numbers changed instead of its bytes.
            var isStructured = sites.Count > 0 && runs / files.Length % 2 == 1;
            var mutant = isStructured ? new StructuredMutator(seed).Mutate(bytes, sites) : new Mutator(seed).Mutate(bytes);
            if (isStructured) structured++;
            var began = ThreadTime.Now();
            try
            {
                await ReadAsync(mutant, checkCrc: runs / files.Length % 4 < 2);
            }
            catch (ParquetException refusal)
            {
                refused++;
                Assert.StartsWith("mutant", refusal.Message, StringComparison.Ordinal);
            }
            catch (Exception fault)
            {
                Assert.Fail($"{name} with seed {seed}: {fault}");
            }

            var took = ThreadTime.Now() - began;
            Assert.True(took < Soon, $"{name} with seed {seed} took {took}");
            seed = unchecked(seed + 1);
        }

        Console.WriteLine(
            $"fuzz: {runs} files in {clock.Elapsed.TotalSeconds:F0} s, {structured} of them with other numbers, {refused} refused, next seed {seed}");
        Assert.True(refused > 0);
    }

    private static async Task ReadAsync(byte[] file, bool checkCrc)
    {
        var options = new ParquetOptions { CheckCrc = checkCrc };
        await using var parquet = await ParquetFile.OpenAsync(new MemoryStream(file), "mutant", options);
        var left = 300_000;
        await foreach (var row in parquet.ReadRowsAsync())
        {
            // Levels of a few bytes may stand for millions of rows, which are as good as any; the first are enough.
            if (left-- == 0) return;
            if (left % 8 == 0) CanonicalJson.Line(row);
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Loader.Reports;
using Loader.Tests.Architecture;
using Loader.Tests.Sources;
using Xunit.Abstractions;

namespace Loader.Tests.Cli;

/// <summary>
/// Any bytes as a mapping file, through the commands that a person gives it to. They are as many on any machine: a faster one finds nothing else.
/// <c>LOADER_FUZZ_SECONDS</c> says for how long instead, <c>LOADER_FUZZ_SEED</c> which.
/// </summary>
public sealed class MappingFuzzTests(ITestOutputHelper output)
{
    private const int UsualFiles = 16_000;

    /// <summary>Milliseconds are usual; only what hangs takes as long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "= ", "|", "(", ")", "\"", "'", "{", "}", "[", "]", ",", ": ", "- ", "#", "&x ", "*x", "!t ", "\n", "\n  ", "\n    ", "\r", "\t", "null", "~", "true", "-1", "007", "1e400", "9999999999999999999999", "NaN",
            "${X}", "${X:-y}", "$${", "rows", "item", "index", "let:", "group:", "events:", "each: ", "as: ", "when: ", "tables:", "tests:", "send: ", "to: ", "http: ", "snowplow: ", "ga4: ", "uncertain: ",
            "secret(\"X\")", "lookup(", "regex_replace(x, \"(a+)+$\", \"\")", "time(\"yyyy\")", "sum(rows, ", "😀", "\u2028", "\ufeff", "é",
        }.Select(Encoding.UTF8.GetBytes),
        [0x00], [0xff, 0xfe], [0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
    ];

    [Fact]
    public async Task Whatever_the_bytes_are_check_ends_with_findings_and_test_runs_what_check_finds_good()
    {
        var seed = Number("LOADER_FUZZ_SEED") ?? 20_260_301;
        var seconds = Number("LOADER_FUZZ_SECONDS");
        var random = new Random(seed);
        var examples = Examples();
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("m.yaml");
        var watch = Stopwatch.StartNew();
        var (round, good) = (0, 0);
        for (; seconds is null ? round < UsualFiles : watch.Elapsed.TotalSeconds < seconds; round++)
        {
            var bytes = round % 8 == 0 ? Noise(random) : Mutated(examples, random);
            await File.WriteAllBytesAsync(path, bytes);
            try
            {
                var begun = watch.Elapsed;
                var check = await Typed.RunAsync("check", path);
                Assert.Contains(check.ExitCode, new[] { ExitCode.Done, ExitCode.Unusable });
                Assert.Equal(check.ExitCode == ExitCode.Unusable, check.Output.Contains(" error ", StringComparison.Ordinal));
                if (check.ExitCode == ExitCode.Done) good++;
                if (check.ExitCode == ExitCode.Done)
                    Assert.Contains((await Typed.RunAsync("test", path)).ExitCode, new[] { ExitCode.Done, ExitCode.SomeFailed, ExitCode.Unusable });
                Assert.InRange(watch.Elapsed - begun, TimeSpan.Zero, Longest);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}, bytes {Convert.ToBase64String(bytes)}", exception);
            }
        }

        output.WriteLine($"seed {seed}: {round:N0} files, {good:N0} of them good");
    }

    /// <summary>
    /// Every mapping that comes with the program, reading the sample data by whole paths; but for those that ask a network for their columns.
    /// </summary>
    private static List<byte[]> Examples() =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "mappings"), "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Where(text => !text.Contains("bigquery:", StringComparison.Ordinal))
            .Select(text => text.Replace("sample-data/", Path.Combine(Repository.Root, "sample-data") + "/", StringComparison.Ordinal))
            .Select(Encoding.UTF8.GetBytes),
    ];

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(2_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(List<byte[]> examples, Random random)
    {
        var bytes = examples[random.Next(examples.Count)].ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    // A part of another mapping.
                    var other = examples[random.Next(examples.Count)];
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 200), other.Length - from)).ToArray());
                    break;
                case 3:
                    // The same again.
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 100), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }

            if (bytes.Count == 0) bytes.Add((byte)'\n');
        }

        return [.. bytes];
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}

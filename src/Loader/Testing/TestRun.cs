using Loader.Mappings.Findings;

namespace Loader.Testing;

/// <summary>All tests of a mapping, run.</summary>
/// <param name="Results">In the order of the mapping.</param>
/// <param name="Coverage">What they exercised together.</param>
internal sealed record TestRun(IReadOnlyList<TestResult> Results, Coverage Coverage)
{
    /// <summary>Tests that share a bench are run in pieces of this size, so that the machine's processors share them.</summary>
    private const int Piece = 200;

    public int Failed => Results.Count(result => !result.Passed);

    /// <summary>Runs the tests whose names the filter accepts; null after findings.</summary>
    public static TestRun? Of(TestSuite suite, Func<string, bool> filter, FindingList findings, CancellationToken stop)
    {
        var wanted = suite.Cases.Where(test => filter(test.Name)).Select((test, index) => (Test: test, Index: index)).ToList();
        var pieces = wanted.GroupBy(item => item.Test.Bench, StringComparer.Ordinal).SelectMany(group => group.Chunk(Piece)).ToList();
        var benches = new List<Bench>(pieces.Count);
        foreach (var piece in pieces)
        {
            if (Bench.Of(suite, piece[0].Test, findings) is not { } bench) return null;
            benches.Add(bench);
        }

        var results = new TestResult[wanted.Count];
        Parallel.For(0, pieces.Count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop }, at =>
        {
            foreach (var (test, index) in pieces[at]) results[index] = new(test, Judge.Differences(test, benches[at].Run(test), suite.Rules));
        });

        // Without a test nothing is bound, and so nothing known of what there is to cover.
        if (benches.Count == 0 && Unreached(suite, findings) is { } none) benches.Add(none);
        return findings.HasErrors ? null : new(results, CoverageReader.Of(suite.Rules, benches.Select(bench => bench.Reached)));
    }

    private static Bench? Unreached(TestSuite suite, FindingList findings)
    {
        var nothing = new Loader.Mappings.Rules.TestRule(
            "",
            [],
            new Loader.Mappings.Rules.ExpectedSkip("", Place.Of(suite.Rules.File)),
            Place.Of(suite.Rules.File));
        return Bench.Of(suite, new(nothing, [], TestCase.DefaultNow), findings);
    }
}

namespace Loader.Testing;

/// <summary>What came of a test.</summary>
internal sealed record TestResult(TestCase Test, IReadOnlyList<Difference> Differences)
{
    public bool Passed => Differences.Count == 0;
}

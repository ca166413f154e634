using System.Globalization;
using Loader.Testing;

namespace Loader.Cli.Words;

/// <summary>Results of tests for people: what failed and how, then one line, then what the tests leave out.</summary>
internal static class TestWords
{
    public static void Write(string mapping, TestRun run, string? filter, decimal? least, TextWriter output)
    {
        foreach (var result in run.Results.Where(result => !result.Passed)) output.WriteLine(Failure(result));
        output.WriteLine($"{mapping}: {Sum(run, filter)}");
        if (filter is not null) return;
        if (least is not null) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  coverage is below {least:0.#}%"));
        if (run.Results.Count == 0) return;
        foreach (var point in run.Coverage.Points.Where(point => !point.IsReached)) output.WriteLine($"  {point.Place}: {point.Unreached}");
    }

    /// <summary>A failed test with all its differences.</summary>
    public static string Failure(TestResult result) =>
        $"{result.Test.Rule.Place}: failed: {result.Test.Name}\n" + string.Join('\n', result.Differences.Select(Difference));

    /// <summary>One difference, in lines that are indented.</summary>
    public static string Difference(Difference difference)
    {
        var where = difference.Place is { } place ? $"  ({place})" : "";
        return $"  {(difference.Field.Length > 0 ? difference.Field : "the row")}{where}\n    expected  {difference.Expected}\n    got       {difference.Got}"
            + (difference.Hint is { } hint ? $"\n    hint: {hint}" : "");
    }

    private static string Sum(TestRun run, string? filter)
    {
        if (run.Results.Count == 0) return filter is null ? "no tests: it has no 'tests:'" : $"no test has '{filter}' in its name";
        var passed = run.Failed == 0
            ? $"{FindingWords.Count(run.Results.Count, "test")} passed"
            : $"{run.Failed} of {FindingWords.Count(run.Results.Count, "test")} failed";
        return filter is null ? $"{passed}, coverage {run.Coverage.Words}" : passed;
    }
}

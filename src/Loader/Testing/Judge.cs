using Loader.Mappings.Findings;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>Compares what rows became with what a test expects. Pure.</summary>
internal static class Judge
{
    /// <summary>Everything that is different; empty when the test has passed.</summary>
    public static IReadOnlyList<Difference> Differences(TestCase test, TestOutcome outcome, MappingRules rules)
    {
        var differences = test.Rule.Expected switch
        {
            ExpectedEvents expected => Events(expected, outcome, rules),
            ExpectedSkip skip => outcome is { Events: [], Problems: [], Skips: [_, ..] } && outcome.Skips.All(reason => reason == skip.Reason)
                ? []
                : Other($"skipped: {skip.Reason}", outcome, rules),
            ExpectedRejection rejection =>
                outcome.Problems.Any(problem => problem.Field == "reject." + rejection.Rule) ? [] : Other($"rejected: {rejection.Rule}", outcome, rules),
            ExpectedFailure failure => outcome.Problems.Any(problem => problem.Problem.Code.Id == failure.Why
                || problem.Problem.Message.Contains(failure.Why, StringComparison.OrdinalIgnoreCase))
                ? []
                : Other($"failed: {failure.Why}", outcome, rules),
            _ => throw new InvalidOperationException(test.Rule.Expected.GetType().Name),
        };
        if (differences.Count == 0 || !outcome.AgesMatter || test.Rule.Setting.Now is not null) return differences;

        // Tests that break where the clock is asked break for its sake more often than not.
        const string Hint = "the destination looks at how old events are, and this test runs at 2026-01-01T00:00:00Z; another time: now: 2026-03-01T10:00:00Z";
        return [.. differences.SkipLast(1), differences[^1] with { Hint = Hint }];
    }

    private static IReadOnlyList<Difference> Events(ExpectedEvents expected, TestOutcome outcome, MappingRules rules)
    {
        if (outcome.Problems.Count > 0 || outcome.Events.Count != expected.Events.Count)
        {
            return Other(expected.Events.Count == 1 ? "an event" : FormattableString.Invariant($"{expected.Events.Count} events"), outcome, rules);
        }

        var differences = new List<Difference>();
        for (var i = 0; i < expected.Events.Count; i++)
        {
            var made = outcome.Events[i];
            var path = expected.Events.Count == 1 ? "" : made.Name ?? FormattableString.Invariant($"event {i + 1}");
            new FieldComparison(expected, differences).Compare(expected.Events[i], made.Fields, made.Shape, path);
        }

        return differences;
    }

    /// <summary>The outcome is of another kind.</summary>
    private static IReadOnlyList<Difference> Other(string expected, TestOutcome outcome, MappingRules rules)
    {
        if (outcome.Problems.Count > 0)
        {
            return [.. outcome.Problems.Select(problem => new Difference(
                problem.Field ?? "",
                expected,
                $"failed: {problem.Problem.Code.Id}: {problem.Problem.Message}",
                problem.Problem.Place,
                problem.Problem.Hint))];
        }

        if (outcome.Events.Count > 0)
        {
            var names = outcome.Events.Count == 1
                ? "an event"
                : FormattableString.Invariant(
                    $"{outcome.Events.Count} events: {string.Join(", ", outcome.Events.Select((made, i) => made.Name ?? FormattableString.Invariant($"{i + 1}")))}");
            return [new("", expected, names, null)];
        }

        var skips = outcome.Skips.Distinct(StringComparer.Ordinal).ToList();
        var place = skips.Count == 1 ? PlaceOf(skips[0], rules) : null;
        return [new("", expected, skips.Count == 0 ? "nothing" : "skipped: " + string.Join(", ", skips), place)];
    }

    private static Place? PlaceOf(string reason, MappingRules rules) => rules.Skips.FirstOrDefault(rule => rule.Name == reason)?.Place;
}

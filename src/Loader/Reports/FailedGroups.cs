using Loader.Books.Records;

namespace Loader.Reports;

/// <summary>Failed rows by code, stage and field, with the first few of each. Memory does not grow with the rows.</summary>
internal static class FailedGroups
{
    public const int MostSamples = 3;

    /// <summary>A destination may invent codes without end; further ones are counted together.</summary>
    public const int MostGroups = 100;

    public const string OtherCodes = "other_codes";

    public static IReadOnlyList<FailedGroup> Of(IEnumerable<FailedRow> rows, RunFacts facts)
    {
        var mask = new ReasonMask(facts.Rejected, facts.MappingText);
        var groups = new Dictionary<(string Code, string Stage, string? Field), (long Rows, List<FailedSample> Samples)>();
        foreach (var row in rows)
        {
            var name = (row.Code, row.Stage.Text(), row.Field);
            if (!groups.ContainsKey(name) && groups.Count >= MostGroups) name = (OtherCodes, row.Stage.Text(), null);
            var (count, samples) = groups.GetValueOrDefault(name, (0, []));
            if (samples.Count < MostSamples)
                samples.Add(new(row.Row, row.Line, facts.ShowValues ? ReasonMask.Shortened(row.Reason) : mask.Mask(row), row.MappingPlace));
            groups[name] = (count + 1, samples);
        }

        return
        [
            .. groups
                .OrderByDescending(group => group.Value.Rows)
                .ThenBy(group => group.Key.Code, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Field, StringComparer.Ordinal)
                .Select(group => new FailedGroup(
                    group.Key.Code, group.Key.Stage, group.Key.Field, facts.Meaning(group.Key.Code), group.Value.Rows, group.Value.Samples)),
        ];
    }
}

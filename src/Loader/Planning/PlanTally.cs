using Loader.Mappings.Findings;

namespace Loader.Planning;

/// <summary>Rows by what would become of them, and why.</summary>
internal sealed class PlanTally
{
    private const int MostPlaces = 3;
    private const int MostFailures = 100;
    private readonly Dictionary<string, long> skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Code, string? Field), (string Meaning, long Rows, List<PlannedPlace> First)> failed = [];

    public long ToSend { get; set; }

    public long Settled { get; set; }

    public long Held { get; set; }

    public void Skip(string reason, long rows) => skipped[reason] = skipped.GetValueOrDefault(reason) + rows;

    public void Fail(FindingCode code, string? field, PlannedPlace place)
    {
        var key = failed.ContainsKey((code.Id, field)) || failed.Count < MostFailures ? (code.Id, field) : (code.Id, null);
        var (meaning, rows, first) = failed.GetValueOrDefault(key, (code.Title, 0, []));
        if (first.Count < MostPlaces) first.Add(place);
        failed[key] = (meaning, rows + 1, first);
    }

    /// <param name="factor">How many times more rows the whole source has than were looked at.</param>
    public IReadOnlyList<PlannedReason> Skipped(double factor) =>
        [.. skipped.Select(under => new PlannedReason(under.Key, Times(under.Value, factor)))
            .OrderByDescending(under => under.Rows)
            .ThenBy(under => under.Reason, StringComparer.Ordinal)];

    /// <param name="factor">How many times more rows the whole source has than were looked at.</param>
    public IReadOnlyList<PlannedFailure> Failed(double factor) =>
    [
        .. failed.Select(of => new PlannedFailure(of.Key.Code, of.Key.Field, of.Value.Meaning, Times(of.Value.Rows, factor), of.Value.First))
            .OrderByDescending(of => of.Rows).ThenBy(of => of.Code, StringComparer.Ordinal).ThenBy(of => of.Field, StringComparer.Ordinal),
    ];

    public PlannedRows Rows(long read, double factor)
    {
        var (left, fail) = (skipped.Values.Sum(), failed.Values.Sum(of => of.Rows));
        return new(Times(read, factor), Times(ToSend, factor), Times(left, factor), Times(fail, factor), Settled, Held);
    }

    public static long Times(long count, double factor) => (long)Math.Round(count * factor);
}

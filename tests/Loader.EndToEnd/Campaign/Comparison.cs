using System.Globalization;
using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;

namespace Loader.EndToEnd.Campaign;

/// <summary>
/// The books of a dead process beside the endpoint's list, row by row. Doubt is always allowed; whatever the books are certain of has to be so.
/// </summary>
internal sealed class Comparison(LoadPlan plan, CampaignRows rows, Arrivals arrivals, string folder, Figures figures)
{
    private readonly HashSet<long> everInDoubt = [];
    private byte[] bytes = new byte[rows.Count + 1];
    private Dictionary<long, FailedRow> failed = [];

    /// <summary>Whether there are books at all.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>About how many requests the rest of the load needs.</summary>
    public int RequestsLeft => Sendable.Where(unit => !unit.Rows.All(row => IsSent(bytes[row]))).Sum(unit => unit.Events.Count) / plan.Batch;

    /// <summary>Units that failed at the endpoint, or as a person says.</summary>
    public IReadOnlyList<Unit> Failed => [.. Sendable.Where(unit => unit.Rows.Any(row => bytes[row] is RowByte.Failed or RowByte.ToRetry))];

    /// <summary>Units that are not sent and can be brought to an end: by another run, or by a person who knows what became of all their events.</summary>
    public IReadOnlyList<Unit> Settlable => [.. Failed, .. Uncertain.Where(unit => plan.Resends || IsWhole(unit) || IsMissing(unit))];

    private IEnumerable<Unit> Sendable => rows.Units.Where(unit => unit.Fate == Fate.Sent);

    private IEnumerable<Unit> Uncertain => Sendable.Where(unit => unit.Rows.Any(row => IsInDoubt(bytes[row])));

    /// <summary>What a person finds at the endpoint about uncertain rows. Of a row of which only some events arrived nothing can be said.</summary>
    public (List<long> Arrived, List<long> Missing) LookUp()
    {
        var arrived = Uncertain.Where(IsWhole).SelectMany(unit => unit.Rows).ToList();
        var missing = Uncertain.Where(IsMissing).SelectMany(unit => unit.Rows).ToList();
        return (arrived, missing);
    }

    /// <summary>Compares after an end of any kind.</summary>
    public void Look(int process)
    {
        var path = Path.Combine(folder, LoadBooks.RowsName);
        var found = new byte[rows.Count + 1];
        if (File.Exists(path) && new FileInfo(path).Length > 0 && RowFile.OpenToRead(path) is { } file)
        {
            using (file)
            {
                for (var row = 1; row <= rows.Count; row++) found[row] = file.Read(row);
                IsBegun = true;
                if (file.Damaged.Count > 0) figures.Wrong($"{plan}: blocks {string.Join(',', file.Damaged)} read as damaged after process {process}");
            }
        }

        failed = [];
        if (BooksView.Open(folder, out _) is { } view)
        {
            using (view) failed = view.ReadFailed().ToDictionary(row => row.Row);
        }

        for (var row = 1; row <= rows.Count; row++)
        {
            if (IsInDoubt(found[row]) && everInDoubt.Add(row)) figures.InDoubt();
            if (IsSent(bytes[row]) && !IsSent(found[row])) Wrong(row, found[row], "it was sent before");
        }

        bytes = found;
        foreach (var unit in rows.Units) Compare(unit);
    }

    /// <summary>Compares once more when everything has been done that a person would do: nothing may be missing, nothing twice without a reason.</summary>
    public void LookAtTheEnd()
    {
        foreach (var unit in rows.Units)
        {
            foreach (var row in unit.Rows)
            {
                var isFinal = unit.Fate switch
                {
                    Fate.Skipped => RowByte.State(bytes[row]) == RowState.Skipped,
                    Fate.Rejected => bytes[row] == RowByte.Failed && failed[row].Stage == FailureStage.Map,
                    _ => IsSent(bytes[row]) || (!plan.Resends && bytes[row] == RowByte.Uncertain && !IsWhole(unit) && !IsMissing(unit)),
                };
                if (isFinal) continue;
                figures.Lost();
                Wrong(row, bytes[row], "that is not what it has to become in the end");
            }

            if (unit.Rows.Any(row => bytes[row] == RowByte.Uncertain)) figures.LeftInDoubt(unit.Rows.Count);
            foreach (var key in unit.Events) CountDoubles(unit, key);
        }

        var known = rows.Units.SelectMany(unit => unit.Events).ToHashSet(StringComparer.Ordinal);
        foreach (var key in arrivals.Keys.Where(key => !known.Contains(key))) figures.Wrong($"{plan}: {key} arrived and should not exist");
    }

    private void CountDoubles(Unit unit, string key)
    {
        var all = arrivals.Of(key);
        for (var i = 1; i < all.Count; i++)
        {
            var isExplained = plan.Resends && (!all[i - 1].IsAnswered || unit.Rows.Any(everInDoubt.Contains));
            figures.Double(isExplained);
            if (!isExplained) Wrong(unit.Rows[0], bytes[unit.Rows[0]], $"{key} is there {all.Count} times");
        }
    }

    private void Compare(Unit unit)
    {
        foreach (var row in unit.Rows)
        {
            var value = bytes[row];
            switch (RowByte.State(value))
            {
                case RowState.Sent when unit.Fate != Fate.Sent:
                case RowState.Skipped when unit.Fate != Fate.Skipped:
                    Wrong(row, value, $"it had to be {unit.Fate}");
                    break;
                case RowState.Sent:
                    foreach (var key in unit.Events)
                    {
                        if (!arrivals.Of(key).Any(one => one.IsAnswered || value == RowByte.SentByHand)) Wrong(row, value, $"{key} was never answered");
                    }

                    break;
                case RowState.NotReached when unit.Events.Any(key => arrivals.Of(key).Count > 0):
                    Wrong(row, value, "it arrived");
                    break;
                case RowState.Failed or RowState.ToRetry:
                    var open = failed.TryGetValue(row, out var record)
                        ? record.Events?.Select(name => unit.Events.First(key => key.EndsWith(name, StringComparison.Ordinal))) ?? unit.Events
                        : null;
                    if (open is null) Wrong(row, value, "it has no reason");
                    else if (open.FirstOrDefault(key => arrivals.Of(key).Count > 0) is { } key) Wrong(row, value, $"{key} arrived");
                    break;
                case RowState.Leaving or RowState.Uncertain when unit.Fate != Fate.Sent:
                    Wrong(row, value, $"it had to be {unit.Fate}");
                    break;
            }
        }

        if (plan.Shape != Shape.Groups) return;
        var whole = string.Join(',', unit.Rows);
        if (unit.Events.SelectMany(arrivals.Of).FirstOrDefault(one => one.Rows != whole) is { } half)
            Wrong(unit.Rows[0], bytes[unit.Rows[0]], $"its group arrived with rows {half.Rows} instead of {whole}");
    }

    private bool IsWhole(Unit unit) => unit.Events.All(key => arrivals.Of(key).Count > 0);

    private bool IsMissing(Unit unit) => unit.Events.All(key => arrivals.Of(key).Count == 0);

    private void Wrong(long row, byte value, string what) =>
        figures.Wrong(string.Create(CultureInfo.InvariantCulture, $"{plan}: row {row} reads {value}: {what}"));

    private static bool IsSent(byte value) => value is RowByte.Sent or RowByte.SentByHand;

    private static bool IsInDoubt(byte value) => RowByte.State(value) is RowState.Uncertain or RowState.Leaving;
}

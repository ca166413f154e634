using Loader.Destinations;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Planning;

/// <summary>
/// Sums of the amounts in events, by currency, and the earliest and latest of their times: whoever knows the month's turnover sees at once what is missing.
/// </summary>
internal sealed class EventSums
{
    private const int MostSums = 100;

    /// <summary>Beyond it nobody's turnover lies, and sums stay exact.</summary>
    private const decimal Largest = 1e24m;

    private static readonly string[] Amounts = ["value", "revenue", "total", "tr", "amount"];
    private static readonly string[] Currencies = ["currency", "cu", "currency_code"];

    private readonly List<(string Path, FieldSource Amount, FieldSource? Currency)>[] amounts;
    private readonly FieldSource[][] times;
    private readonly Dictionary<(string Path, string? Currency), decimal> sums = [];
    private long? earliest;
    private long? latest;

    /// <param name="shapes">Of all entries of the mapping.</param>
    public EventSums(IReadOnlyList<EventShape> shapes)
    {
        amounts = [.. shapes.Select(shape => Find(shape.Root, "").ToList())];
        times = [.. shapes.Select(shape => shape.Root.Members.Select(member => FieldSource.Of(member.Node)).OfType<FieldSource>().ToArray())];
    }

    public IReadOnlyList<PlannedSum> Sums =>
        [.. sums.Select(sum => new PlannedSum(sum.Key.Path, sum.Key.Currency, sum.Value))
            .OrderBy(sum => sum.Field, StringComparer.Ordinal)
            .ThenBy(sum => sum.Currency, StringComparer.Ordinal)];

    public DateTimeOffset? Earliest => Moment(earliest);

    public DateTimeOffset? Latest => Moment(latest);

    public void Add(int entry, ReadOnlySpan<Value> slots)
    {
        foreach (var (path, amount, currency) in amounts[entry])
        {
            if (Number(amount.In(slots)) is { } number) Add((path, currency?.In(slots) is { Kind: ValueKind.Text } text ? text.Text : null), number);
        }

        foreach (var source in times[entry])
        {
            if (source.In(slots) is not { Kind: ValueKind.Time } time) continue;
            earliest = Math.Min(earliest ?? long.MaxValue, time.Seconds);
            latest = Math.Max(latest ?? long.MinValue, time.Seconds);
            break;
        }
    }

    private void Add((string Path, string? Currency) key, decimal number)
    {
        if (!sums.TryGetValue(key, out var sum) && sums.Count == MostSums) return;
        if (Math.Abs(number) < Largest && Math.Abs(sum) < Largest) sums[key] = sum + number;
    }

    /// <summary>Amounts that stand in objects, each with the currency beside it. Those in lists are parts of others.</summary>
    private static IEnumerable<(string, FieldSource, FieldSource?)> Find(ShapeObject from, string path)
    {
        foreach (var member in from.Members)
        {
            if (member.Node is ShapeObject inner)
            {
                foreach (var found in Find(inner, $"{path}{member.Name}.")) yield return found;
            }
            else if (Amounts.Contains(member.Name, StringComparer.Ordinal) && FieldSource.Of(member.Node) is { } amount)
            {
                var currency = from.Members.FirstOrDefault(other => Currencies.Contains(other.Name, StringComparer.Ordinal));
                yield return (path + member.Name, amount, currency is null ? null : FieldSource.Of(currency.Node));
            }
        }
    }

    private static decimal? Number(in Value value) => value.Kind switch
    {
        ValueKind.Integer => value.Integer,
        ValueKind.Decimal => value.Decimal,
        ValueKind.Float when Math.Abs(value.Float) < (double)Largest => (decimal)value.Float,
        _ => null,
    };

    private static DateTimeOffset? Moment(long? seconds) =>
        seconds is { } known && known >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && known <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(known)
            : null;
}

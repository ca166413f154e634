using Loader.Books.Records;

namespace Loader.Books;

/// <summary>When the rows that were uncertain as the books were opened left for the first time, as far as that is on record.</summary>
internal sealed class Departures
{
    private readonly Dictionary<long, (DateTimeOffset Moment, bool IsExact)> known;
    private readonly DateTimeOffset begun;

    /// <param name="uncertain">The rows that are uncertain.</param>
    /// <param name="begun">When the load began: nothing left before.</param>
    public Departures(IEnumerable<UncertainRow> uncertain, DateTimeOffset begun)
    {
        this.begun = begun;
        known = uncertain
            .Where(row => (row.LeftAt ?? row.LeftSince) is not null)
            .ToDictionary(row => row.Row, row => ((row.LeftAt ?? row.LeftSince)!.Value, row.LeftAt is not null));
    }

    /// <summary>The moment of a row; where that is not on record, one before which it did not leave.</summary>
    public DateTimeOffset Of(long row) => known.TryGetValue(row, out var at) ? at.Moment : begun;

    /// <summary>A row that is uncertain again, with the moment at which it left first: what the destination remembers of it may date from then.</summary>
    public UncertainRow First(UncertainRow row) =>
        known.TryGetValue(row.Row, out var at) && at.IsExact ? row with { LeftAt = at.Moment } : row with { LeftAt = null, LeftSince = Of(row.Row) };
}

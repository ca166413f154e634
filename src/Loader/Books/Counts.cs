namespace Loader.Books;

/// <summary>How many rows are in which state, counted from their bytes and from nothing else.</summary>
internal sealed record Counts
{
    public static readonly Counts None = new();

    public long Sent { get; init; }

    /// <summary>Those of <see cref="Sent"/> of which a person said so, since no answer had been read.</summary>
    public long SentByHand { get; init; }

    public long Failed { get; init; }

    /// <summary>Those of <see cref="Failed"/> that are to be tried again and whose turn has not come.</summary>
    public long ToRetry { get; init; }

    public long Uncertain { get; init; }

    /// <summary>Leaving, without an answer yet. Nothing but a running load has any.</summary>
    public long InFlight { get; init; }

    /// <summary>Rows skipped under each reason, in the order in which the reasons first came up.</summary>
    public IReadOnlyList<SkippedRows> SkippedUnder { get; init; } = [];

    public long Skipped => SkippedUnder.Sum(under => under.Rows);

    /// <summary>Rows of which anything is known.</summary>
    public long Read => Sent + Failed + Skipped + Uncertain + InFlight;

    /// <summary>Whether every row that the source gave has exactly one outcome.</summary>
    /// <param name="readBySource">Rows the source gave over the whole load: the number of the last one.</param>
    /// <param name="givenBack">How many of these a run that stopped gave back unsent.</param>
    public bool Balances(long readBySource, long givenBack = 0) => InFlight == 0 && Read + givenBack == readBySource;

    /// <summary>
    /// What was added since an earlier count. Negative where rows left a state: an uncertain row that was sent again, a failed
    /// one that was tried again.
    /// </summary>
    public Counts Since(Counts earlier) => new()
    {
        Sent = Sent - earlier.Sent,
        SentByHand = SentByHand - earlier.SentByHand,
        Failed = Failed - earlier.Failed,
        ToRetry = ToRetry - earlier.ToRetry,
        Uncertain = Uncertain - earlier.Uncertain,
        InFlight = InFlight - earlier.InFlight,
        SkippedUnder =
        [
            .. SkippedUnder.Select(now =>
                now with { Rows = now.Rows - earlier.SkippedUnder.Where(then => then.Reason == now.Reason).Sum(then => then.Rows) }),
        ],
    };
}

/// <summary>Rows skipped under one reason.</summary>
internal sealed record SkippedRows(string Reason, long Rows);

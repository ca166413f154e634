namespace Loader.Planning;

/// <summary>What a run would do, without its having done anything. Numbers of a sampled source are estimates.</summary>
internal sealed record Plan
{
    /// <summary>The version of this shape; members are only ever added.</summary>
    public int Schema { get; init; } = 1;

    public required string Mapping { get; init; }

    public required string Source { get; init; }

    public required string Destination { get; init; }

    /// <summary>Rows that were read to make the plan.</summary>
    public required long RowsLookedAt { get; init; }

    /// <summary>Whether that was all of them. If not, every other number is multiplied up to the whole source.</summary>
    public required bool IsExact { get; init; }

    /// <summary>What the estimate rests on; null when all rows were read.</summary>
    public string? Basis { get; init; }

    public required PlannedRows Rows { get; init; }

    public required long Events { get; init; }

    public required long Requests { get; init; }

    /// <summary>Bytes of all bodies, before compression.</summary>
    public required long Bytes { get; init; }

    /// <summary>Events of the busiest lane, at least; null where events have none.</summary>
    public long? LongestLane { get; init; }

    /// <summary>How long each limit by itself would make the run take; the first is the longest, and the plan's time.</summary>
    public required IReadOnlyList<PlannedTime> Times { get; init; }

    public required IReadOnlyList<PlannedReason> Skipped { get; init; }

    public required IReadOnlyList<PlannedFailure> Failed { get; init; }

    /// <summary>Sums of amounts, by field and currency.</summary>
    public required IReadOnlyList<PlannedSum> Sums { get; init; }

    /// <summary>The time of the earliest event; null where events have no time that is known as one.</summary>
    public DateTimeOffset? Earliest { get; init; }

    public DateTimeOffset? Latest { get; init; }

    /// <summary>What is worth knowing: books of another mapping, what was assumed.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>Rows by what would become of them.</summary>
/// <param name="Read">All of them.</param>
/// <param name="ToSend">Rows whose events would leave.</param>
/// <param name="Skipped">Rows that would be left out.</param>
/// <param name="Failed">Rows that would fail before anything leaves.</param>
/// <param name="Settled">Rows that earlier runs have settled: sent, failed or skipped.</param>
/// <param name="Held">Uncertain rows that wait for a person.</param>
internal sealed record PlannedRows(long Read, long ToSend, long Skipped, long Failed, long Settled, long Held);

/// <summary>One limit of speed.</summary>
/// <param name="Limit">In words: <c>50 requests/s</c>.</param>
/// <param name="Seconds">How long the run takes if nothing else limits it.</param>
internal sealed record PlannedTime(string Limit, double Seconds);

/// <summary>Rows that would be skipped under one reason.</summary>
internal sealed record PlannedReason(string Reason, long Rows);

/// <summary>Rows that would fail in one way.</summary>
/// <param name="Code">The finding's code.</param>
/// <param name="Field">The field of the event.</param>
/// <param name="Meaning">What the code means.</param>
/// <param name="Rows">How many.</param>
/// <param name="First">The first of them.</param>
internal sealed record PlannedFailure(string Code, string? Field, string Meaning, long Rows, IReadOnlyList<PlannedPlace> First);

/// <summary>A row and its line.</summary>
internal sealed record PlannedPlace(long Row, long Line);

/// <summary>The sum of a field.</summary>
/// <param name="Currency">Null where the event has none beside it.</param>
internal sealed record PlannedSum(string Field, string? Currency, decimal Sum);

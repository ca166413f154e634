using System.Text.Json;

namespace Loader.Books.Records;

/// <summary>A row that may have arrived: named, so that a person or a policy can settle it.</summary>
internal sealed record UncertainRow : IRowRecord<UncertainRow>
{
    public required long Row { get; init; }

    /// <summary>The line of the source on which the row begins; 0 where there are no lines or it is not known.</summary>
    public long Line { get; init; }

    public string? Key { get; init; }

    /// <summary>The events of the row that are not known to be sent, when others are: a resend sends only these. Null: all of them.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>
    /// Whether one of its events may have arrived without an answer. Else the run stopped between its events: some are sent, the others never left, and
    /// the next run sends those, whatever is to become of uncertain rows.
    /// </summary>
    public bool InDoubt { get; init; } = true;

    /// <summary>The id its event left under.</summary>
    public string? EventId { get; init; }

    /// <summary>When it left for the first time; null where that was not written down.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Where <see cref="LeftAt"/> is not known: it did not leave before this. The begin of the run that died with it, or of the load.</summary>
    public DateTimeOffset? LeftSince { get; init; }

    public required string Reason { get; init; }

    /// <summary>Whether a person can tell from it which row it is: more than its number is on record.</summary>
    public bool IsNamed => Line > 0 || Key is not null || EventId is not null;

    public static UncertainRow Unexplained(long row) => new()
    {
        Row = row,
        Reason = "the run ended before an answer was read",
    };

    /// <summary>The same; where nothing is on record of when it left, it did not before this.</summary>
    public UncertainRow NotBefore(DateTimeOffset moment) => LeftAt is null && LeftSince is null ? this with { LeftSince = moment } : this;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("line"u8, Line);
        json.WriteWhereKnown("key", Key);
        json.WriteWhereKnown("events", Events);
        if (!InDoubt) json.WriteBoolean("in_doubt"u8, false);
        json.WriteWhereKnown("event_id", EventId);
        if (LeftAt is { } at) json.WriteString("left_at"u8, at);
        if (LeftSince is { } since) json.WriteString("left_since"u8, since);
        json.WriteString("reason"u8, Reason);
    }

    public static UncertainRow Read(long row, JsonElement json) => new()
    {
        Row = row,
        Line = json.GetProperty("line"u8).GetInt64(),
        Key = json.TextOf("key"),
        Events = json.TextsOf("events"),
        InDoubt = !json.TryGetProperty("in_doubt"u8, out var doubt) || doubt.GetBoolean(),
        EventId = json.TextOf("event_id"),
        LeftAt = json.TryGetProperty("left_at"u8, out var at) ? at.GetDateTimeOffset() : null,
        LeftSince = json.TryGetProperty("left_since"u8, out var since) ? since.GetDateTimeOffset() : null,
        Reason = json.TextOf("reason") ?? "",
    };
}

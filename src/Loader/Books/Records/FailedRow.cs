using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Loader.Books.Records;

/// <summary>A row that should have been sent and was not, with its reason.</summary>
internal sealed record FailedRow : IRowRecord<FailedRow>
{
    /// <summary>The code of a failed row whose record was lost.</summary>
    public const string ReasonLost = "reason_lost";

    public required long Row { get; init; }

    /// <summary>The line of the source on which the row begins; 0 where there are no lines.</summary>
    public long Line { get; init; }

    public required FailureStage Stage { get; init; }

    /// <summary>What reasons are grouped by: the id of a finding code, or what the destination calls it.</summary>
    public required string Code { get; init; }

    /// <summary>In full, secrets redacted. May quote cells: whoever shows it masks them.</summary>
    public required string Reason { get; init; }

    /// <summary>The field of the event, or the column, at fault.</summary>
    public string? Field { get; init; }

    /// <summary>Where in the mapping: <c>file:line:column</c>.</summary>
    public string? MappingPlace { get; init; }

    public string? Key { get; init; }

    /// <summary>The events of the row that are not sent, when others are: a retry sends only these. Null: all of them.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>The row as <c>RowChunk.WriteOriginal</c> gave it: UTF-8, in the source's format.</summary>
    public ReadOnlyMemory<byte> Original { get; init; }

    public static FailedRow Unexplained(long row) => new()
    {
        Row = row,
        Stage = FailureStage.Read,
        Code = ReasonLost,
        Reason = "the row failed, and why was lost with the machine's power",
    };

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("line"u8, Line);
        json.WriteString("stage"u8, Stage.Text());
        json.WriteString("code"u8, Code);
        json.WriteString("reason"u8, Reason);
        json.WriteWhereKnown("field", Field);
        json.WriteWhereKnown("place", MappingPlace);
        json.WriteWhereKnown("key", Key);
        json.WriteWhereKnown("events", Events);

        // Text for people; bytes that are no text are kept exactly all the same.
        if (Utf8.IsValid(Original.Span)) json.WriteString("original"u8, Original.Span);
        else json.WriteBase64String("original_base64"u8, Original.Span);
    }

    public static FailedRow Read(long row, JsonElement json) => new()
    {
        Row = row,
        Line = json.GetProperty("line"u8).GetInt64(),
        Stage = Enum.Parse<FailureStage>(json.TextOf("stage") ?? "", ignoreCase: true),
        Code = json.TextOf("code") ?? ReasonLost,
        Reason = json.TextOf("reason") ?? "",
        Field = json.TextOf("field"),
        MappingPlace = json.TextOf("place"),
        Key = json.TextOf("key"),
        Events = json.TextsOf("events"),
        Original = json.TryGetProperty("original_base64"u8, out var bytes)
            ? bytes.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(json.TextOf("original") ?? ""),
    };
}

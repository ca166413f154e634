using System.Text.Json;

namespace Loader.Books.Records;

/// <summary>An uncertain row that a person settled: what as, and when. Kept beside the byte, so that nobody takes it for an answer.</summary>
internal sealed record SettledRow : IRowRecord<SettledRow>
{
    public required long Row { get; init; }

    /// <summary><c>sent</c>, <c>failed</c> or <c>resend</c>.</summary>
    public required string As { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The run by which it was settled.</summary>
    public required int Run { get; init; }

    public static SettledRow Unexplained(long row) => new() { Row = row, As = "", At = default, Run = 0 };

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("as"u8, As);
        json.WriteString("by"u8, "hand"u8);
        json.WriteString("at"u8, At);
        json.WriteNumber("run"u8, Run);
    }

    public static SettledRow Read(long row, JsonElement json) => new()
    {
        Row = row,
        As = json.TextOf("as") ?? "",
        At = json.GetProperty("at"u8).GetDateTimeOffset(),
        Run = json.GetProperty("run"u8).GetInt32(),
    };
}

using System.Text.Json.Nodes;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>A job and how it goes.</summary>
internal sealed record EmulatedJob(string Id, JsonNode Configuration, EmulatedTable Result)
{
    public string Location { get; init; } = "US";

    /// <summary>How often its state is asked for before it is done.</summary>
    public int PollsLeft { get; set; }

    /// <summary>Why it failed; null: it did not.</summary>
    public (string Reason, string Message)? Error { get; init; }

    public bool IsCancelled { get; set; }
}

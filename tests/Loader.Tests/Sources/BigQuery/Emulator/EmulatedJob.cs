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

    /// <summary>What is said of it when it is asked for.</summary>
    public JsonObject State()
    {
        var isDone = PollsLeft <= 0;
        var status = new JsonObject { ["state"] = isDone ? "DONE" : "RUNNING" };
        if (isDone && Error is var (reason, message)) status["errorResult"] = new JsonObject { ["reason"] = reason, ["message"] = message };
        var configuration = Configuration.DeepClone();
        configuration["query"]!["destinationTable"] = new JsonObject { ["projectId"] = "billed", ["datasetId"] = "_anonymous", ["tableId"] = "anon" + Id };
        return new()
        {
            ["jobReference"] = new JsonObject { ["projectId"] = "billed", ["jobId"] = Id, ["location"] = Location },
            ["configuration"] = configuration,
            ["status"] = status,
            ["statistics"] = new JsonObject
            {
                ["query"] = new JsonObject { ["totalBytesBilled"] = "10485760", ["totalBytesProcessed"] = "1234", ["cacheHit"] = false },
            },
        };
    }
}

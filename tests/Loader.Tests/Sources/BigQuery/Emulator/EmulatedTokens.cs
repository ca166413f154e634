using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>
/// What Google's places that give tokens say: the token endpoint, the exchange of a federated identity, impersonation, and a CI job's own place.
/// </summary>
internal sealed class EmulatedTokens
{
    /// <summary>What they give, one after the other.</summary>
    public ConcurrentQueue<string> Next { get; } = [];

    /// <summary>Whether a request was to the service that only machines of Google's have.</summary>
    public static bool IsMetadata(HttpContext context) => context.Request.Headers["Metadata-Flavor"] == "Google";

    /// <summary>The answer; null where the request is to none of these places.</summary>
    public JsonObject? Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (IsMetadata(context) && path.EndsWith("/token", StringComparison.Ordinal)) return Given(Taken());
        return path switch
        {
            "/token" => Given(Taken()),
            "/sts" => Exchanged(Taken()),
            "/sts/first" => Exchanged("federated"),
            "/token/first" => Given("own"),
            "/impersonate" => new() { ["accessToken"] = Taken(), ["expireTime"] = "2099-01-01T00:00:00Z" },
            "/subject" => new() { ["value"] = context.Request.Headers.Authorization == "Bearer runner-token" ? "subject" : "nobody" },
            _ => null,
        };
    }

    private static JsonObject Given(string token) => new() { ["access_token"] = token, ["expires_in"] = 3600, ["token_type"] = "Bearer" };

    private static JsonObject Exchanged(string token)
    {
        var answer = Given(token);
        answer["issued_token_type"] = "urn:ietf:params:oauth:token-type:access_token";
        return answer;
    }

    private string Taken() => Next.TryDequeue(out var token) ? token : "no-more";
}

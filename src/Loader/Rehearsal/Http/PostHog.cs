using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>PostHog's /batch: answers 200 to everything with a key, and drops events without a name or a person.</summary>
internal sealed class PostHog : JsonRules
{
    protected override void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer)
    {
        if (Text(body, "api_key") is null)
        {
            Refuse(answer, 401, "no api_key", """{"type":"authentication_error","code":"invalid_api_key"}""");
            return;
        }

        foreach (var one in Items(body, "batch"))
        {
            var isWhole = Text(one, "event") is not null && (Text(one, "distinct_id") ?? Text(one, "properties.distinct_id")) is not null;
            Accept(answer, Text(one, "uuid"), isWhole ? null : "event or distinct_id is missing");
        }

        Say(answer, 200, """{"status":"Ok"}""");
    }
}

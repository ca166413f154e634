using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>Segment's /v1/batch: 400 for a body that is too large or not JSON, 200 for everything else, whatever becomes of it.</summary>
internal sealed class Segment : JsonRules
{
    private const int LargestBody = 500_000;
    private const int LargestCall = 32_000;
    private const int MostCalls = 2500;

    protected override void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer)
    {
        if (request.Headers.Authorization.Count == 0 && Text(body, "writeKey") is null)
        {
            Refuse(answer, 401, "no write key", """{"success":false,"message":"missing write key"}""");
            return;
        }

        if (Plain(request).Length > LargestBody)
        {
            Refuse(answer, 400, "larger than 500 KB", """{"success":false,"message":"request too large"}""");
            return;
        }

        var calls = Items(body, "batch");
        for (var i = 0; i < calls.Length; i++) Accept(answer, Text(calls[i], "messageId"), i < MostCalls ? Loss(calls[i]) : "beyond 2,500 calls");
        Say(answer, 200, """{"success":true}""");
    }

    private static string? Loss(JsonElement call)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(call.GetRawText()) > LargestCall) return "larger than 32 KB";
        if (Text(call, "type") is null) return "no type";
        if ((Text(call, "userId") ?? Text(call, "anonymousId")) is null) return "nobody's";
        return Text(call, "messageId") is { Length: <= 100 } ? null : "no messageId of at most 100 characters";
    }
}

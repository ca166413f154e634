using System.Text.Json;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>Why BigQuery did not do something: an answer's <c>error</c>, or a failed job's <c>errorResult</c> (REST reference, "Error messages").</summary>
/// <param name="Status">The HTTP status; 0 for a job that failed, whose state was asked for with success.</param>
/// <param name="Reason">BigQuery's word for it: <c>rateLimitExceeded</c>; empty when the answer was not BigQuery's own (a proxy's page).</param>
/// <param name="Message">For people.</param>
internal sealed record RestError(int Status, string Reason, string Message)
{
    /// <summary>What to do about it. The reason decides, then the status: a 403 may be worth another try, and a 500 may not.</summary>
    public Remedy Remedy => Reason switch
    {
        "rateLimitExceeded" or "backendError" or "internalError" or "badGateway" => Status == 0 ? Remedy.NewJob : Remedy.Again,
        "jobBackendError" or "jobInternalError" or "jobRateLimitExceeded" => Remedy.NewJob,
        "duplicate" => Remedy.IsThere,
        "" => Status switch { 401 => Remedy.SignIn, 409 => Remedy.IsThere, 408 or 429 or 500 or 502 or 503 or 504 => Remedy.Again, _ => Remedy.None },
        "authError" => Remedy.SignIn,
        _ => Status == 401 ? Remedy.SignIn : Remedy.None,
    };

    /// <summary>Out of an answer's body, which may be anything.</summary>
    public static RestError OfAnswer(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (Answer.Part(json.RootElement, "error") is { ValueKind: JsonValueKind.Object } error)
            {
                var first = Answer.Part(error, "errors") is { ValueKind: JsonValueKind.Array } errors && errors.GetArrayLength() > 0 ? errors[0] : error;
                return new(status, TextOf(first, "reason"), TextOf(error, "message") is { Length: > 0 } message ? message : TextOf(first, "message"));
            }
        }
        catch (JsonException)
        {
            // A proxy's page: the status says all there is to know.
        }

        return new(status, "", FormattableString.Invariant($"the server answers {status}"));
    }

    /// <summary>Out of a job's <c>status</c>; null when it did not fail.</summary>
    public static RestError? OfJob(JsonElement status) =>
        Answer.Part(status, "errorResult") is { ValueKind: JsonValueKind.Object } error ? new(0, TextOf(error, "reason"), TextOf(error, "message")) : null;

    private static string TextOf(JsonElement element, string name) => Answer.Text(element, name) ?? "";
}

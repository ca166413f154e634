using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>Any endpoint: takes whatever is JSON or a form, and answers as the mapping says that it does.</summary>
/// <param name="idField">The field that carries an event's id; null: none does.</param>
/// <param name="status">The status of its acceptance.</param>
/// <param name="body">The body of its acceptance.</param>
public sealed class Webhook(string? idField, int status, string body) : IEndpointRules
{
    private readonly Inner json = new(idField, status, body);

    public string? Assumption => "that the endpoint takes every event that is well formed; what it checks itself is not known";

    public ulong LaneOf(in EndpointRequest request) => 0;

    public bool IsQuery(in EndpointRequest request) => json.IsQuery(request);

    public void Answer(in EndpointRequest request, EndpointAnswer answer)
    {
        if (!request.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) || IsQuery(request))
        {
            json.Answer(request, answer);
            return;
        }

        var name = idField is null ? null : Uri.EscapeDataString(idField) + "=";
        var pairs = System.Text.Encoding.UTF8.GetString(JsonRules.Plain(request)).Split('&');
        Inner.Take(answer, Array.Find(pairs, pair => name is not null && pair.StartsWith(name, StringComparison.Ordinal))?[name!.Length..]);
        json.Finish(answer);
    }

    private sealed class Inner(string? idField, int status, string acceptance) : JsonRules
    {
        public static void Take(EndpointAnswer answer, string? id) => Accept(answer, id);

        public void Finish(EndpointAnswer answer) => Say(answer, status, acceptance);

        /// <summary>The events are the body, or its only list.</summary>
        protected override void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer)
        {
            var list = body.ValueKind == JsonValueKind.Array
                ? body
                : Lists(body) is [var only] && idField is not null && Text(body, idField) is null ? only
                : (JsonElement?)null;
            foreach (var one in list?.EnumerateArray().ToArray() ?? [body]) Take(answer, idField is null ? null : Text(one, idField));
            Finish(answer);
        }

        private static JsonElement[] Lists(JsonElement body) => body.ValueKind != JsonValueKind.Object ? []
            : [.. body.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array).Select(member => member.Value)];
    }
}

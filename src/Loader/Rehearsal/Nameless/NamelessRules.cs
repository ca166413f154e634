using System.Net;
using System.Text.Json;

namespace Loader.Rehearsal.Nameless;

/// <summary>
/// The server-side client tag of Nameless Analytics: its rules in its order and its words, its memory of users and sessions, and the insert
/// that may fail behind its back. Written from the recorded answers of the published tags; docs/rehearsal.md lists them.
/// </summary>
public sealed class NamelessRules : IEndpointRules
{
    /// <summary>What Google Tag Manager answers when no client claims a request is its own choice; 400 stands for it.</summary>
    internal const int Unclaimed = 400;

    private readonly NamelessTag tag;
    private readonly NewestTag newest;
    private readonly OlderTag older;

    public NamelessRules(NamelessTag tag, TimeProvider? clock = null)
    {
        this.tag = tag;
        newest = new(tag, clock ?? TimeProvider.System);
        older = new(tag, clock ?? TimeProvider.System);
    }

    public string? Assumption => tag.KnownSessions && tag.Version != TagVersion.Seed
        ? "that the tag knows every client and session already; where it does not, load their page views first or set page_view: ensure"
        : null;

    /// <summary>One lane for each client: its requests must come one after another.</summary>
    public ulong LaneOf(in EndpointRequest request)
    {
        var client = tag.Version switch
        {
            TagVersion.Tag202606 => newest.ClientOf(request),
            TagVersion.Tag202509 => older.ClientOf(request),
            _ => default,
        };
        return client == default ? 0 : ((ulong)client ^ (ulong)(client >> 64)) | 1;
    }

    /// <summary><c>get_user_data</c> asks who somebody is and writes nothing: what a probe sends.</summary>
    public bool IsQuery(in EndpointRequest request) =>
        request.Body.IndexOf("get_user_data"u8) >= 0
        && NamelessBody.TryRead(request.Body, tag.Version, out var body)
        && body.Text(NamelessColumn.EventName).SequenceEqual("get_user_data"u8);

    public void Answer(in EndpointRequest request, EndpointAnswer answer)
    {
        // Rule 0: without a body that JavaScript can read the tag fails before it claims anything, on any path, by any method.
        if (!NamelessBody.TryRead(request.Body, tag.Version, out var body))
        {
            LeaveUnclaimed(answer, "(not claimed: the body is missing or not JSON)");
            return;
        }

        if (tag.Version == TagVersion.Tag202606) newest.Answer(request, ref body, answer);
        else older.Answer(request, ref body, answer);
    }

    internal static void LeaveUnclaimed(EndpointAnswer answer, string why)
    {
        answer.Status = Unclaimed;
        answer.ContentType = "text/plain";
        answer.Refusal = why;
    }

    /// <summary>Whether the origin belongs to a site that may send.</summary>
    internal static bool IsAuthorized(NamelessTag tag, ReadOnlySpan<char> origin)
    {
        if (tag.AuthorizedDomains is not { } domains) return true;
        var site = SiteName.Of(origin);
        foreach (var domain in domains)
        {
            if (!site.IsEmpty && site.Equals(SiteName.Of(domain), StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    internal static bool IsBanned(NamelessTag tag, IPAddress? caller) =>
        tag.BannedAddresses.Count > 0 && caller is not null && tag.BannedAddresses.Contains(caller.ToString(), StringComparer.Ordinal);

    /// <summary>Begins <c>{"status_code":…,"response":…</c>; the caller writes the rest and ends the object.</summary>
    internal static void Begin(EndpointAnswer answer, int status, NamelessText text, string origin)
    {
        answer.Status = status;
        if (status != 200) answer.Refusal = text.Text;
        answer.Header("Access-Control-Allow-Credentials", "true");
        if (origin.Length > 0) answer.Header("Access-Control-Allow-Origin", origin);
        answer.Json.WriteStartObject();
        answer.Json.WriteNumber("status_code"u8, status);
        answer.Json.WritePropertyName("response"u8);
        answer.Json.WriteRawValue(text.Quoted, skipInputValidation: true);
    }

    /// <summary>The whole of an answer that tells no more than the event's name.</summary>
    internal static void WriteName(Utf8JsonWriter json, in NamelessBody body)
    {
        json.WriteStartObject();
        var name = body[NamelessColumn.EventName];
        if (name.Exists)
        {
            json.WritePropertyName("event_name"u8);
            json.WriteRawValue(body.Raw(name), skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    /// <summary>What <c>get_user_data</c> answers: the ids of the cookies, or the word "undefined".</summary>
    internal static void WriteWhoIs(Utf8JsonWriter json, in NamelessCookies cookies)
    {
        json.WriteStartObject();
        json.WriteString("event_name"u8, "get_user_data"u8);
        json.WriteString("client_id"u8, cookies.User.IsEmpty ? "undefined" : cookies.User);
        json.WriteString("session_id"u8, cookies.SessionId.IsEmpty ? "undefined" : cookies.SessionId);
        json.WriteString("page_id"u8, cookies.Session.IsEmpty ? "undefined" : cookies.PageId);
        json.WriteEndObject();
    }

    internal static void End(EndpointAnswer answer)
    {
        answer.Json.WriteEndObject();
        answer.Json.Flush();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Loader.Rehearsal.Nameless;

/// <summary>The tag of 2026-06-01. The numbers are those of the rules in docs/rehearsal.md.</summary>
internal sealed class NewestTag(NamelessTag tag, TimeProvider clock)
{
    private const int Refused = 403;
    private const string StreamingAgent = "Nameless Analytics - Streaming protocol";

    /// <summary>The words of bots, libraries and agents, as the tag's own help lists them.</summary>
    private static readonly SearchValues<string> BotWords = SearchValues.Create(
        [
            "curl", "wget", "python", "requests", "httpie", "go-http-client", "java", "okhttp", "libwww", "perl", "axios", "node", "fetch", "php",
            "guzzle", "ruby", "faraday", "rest-client", "gptbot", "chatgpt", "anthropic", "claude", "perplexity", "bytspider", "ccbot", "ahrefs",
            "semrush", "dotbot", "mj12", "rogerbot", "bot", "crawler", "spider", "scraper", "nmap", "zgrab", "masscan", "shodan", "headless",
            "phantomjs", "selenium", "puppeteer", "playwright", "cypress", "electron",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly NamelessColumn[] Required =
    [
        NamelessColumn.PageDate, NamelessColumn.PageId, NamelessColumn.PageData, NamelessColumn.EventOrigin, NamelessColumn.EventDate,
        NamelessColumn.EventTimestamp, NamelessColumn.EventName, NamelessColumn.EventId, NamelessColumn.EventData,
    ];

    private readonly string userCookie = tag.CookiePrefix.Length > 0 ? tag.CookiePrefix + "_na_u" : "na_u";
    private readonly string sessionCookie = tag.CookiePrefix.Length > 0 ? tag.CookiePrefix + "_na_s" : "na_s";
    private readonly NamelessUsers users = new(sessionMustBeLatest: false, tag.KnownSessions);

    public UInt128 ClientOf(in EndpointRequest request)
    {
        var cookies = NamelessCookies.Read(request.Headers, userCookie, sessionCookie);
        return cookies.User.IsEmpty ? default : Fingerprint.Of(cookies.User);
    }

    public void Answer(in EndpointRequest request, ref NamelessBody body, EndpointAnswer answer)
    {
        if (!string.Equals(request.Path, tag.Path, StringComparison.Ordinal))
        {
            NamelessRules.LeaveUnclaimed(answer, $"(not claimed: the path is not {tag.Path})"); // 1
            return;
        }

        var origin = request.Headers.Origin.ToString();
        var cookies = NamelessCookies.Read(request.Headers, userCookie, sessionCookie);
        var isQuery = body.Text(NamelessColumn.EventName).SequenceEqual("get_user_data"u8);
        var refusal = Refusal(request, body, cookies, isQuery, origin);
        if (refusal is null && !isQuery)
        {
            Store(request, ref body, cookies, origin, answer);
            return;
        }

        NamelessRules.Begin(answer, refusal is null ? StatusCodes.Status200OK : Refused, refusal ?? NamelessText.Claimed, origin);
        AddHeaders(answer);
        answer.Json.WritePropertyName("data"u8);
        if (refusal is null || refusal == NamelessText.Rule6User || refusal == NamelessText.Rule6Session) NamelessRules.WriteWhoIs(answer.Json, cookies);
        else NamelessRules.WriteName(answer.Json, body);
        NamelessRules.End(answer);
    }

    /// <summary>Rules 2 to 16: all that needs no memory.</summary>
    private NamelessText? Refusal(in EndpointRequest request, in NamelessBody body, in NamelessCookies cookies, bool isQuery, string origin)
    {
        if (!NamelessRules.IsAuthorized(tag, origin)) return NamelessText.Rule2;
        if (NamelessRules.IsBanned(tag, request.Caller)) return NamelessText.Rule3;
        if (!HttpMethods.IsPost(request.Method)) return NamelessText.Rule4;

        var from = body.Text(NamelessColumn.EventOrigin);
        var isWebsite = from.SequenceEqual("Website"u8);
        var isStreaming = from.SequenceEqual("Streaming protocol"u8);
        if (isQuery && !isWebsite && !isStreaming) return NamelessText.Rule5;
        if (isQuery && !cookies.HasUser) return NamelessText.Rule6User;
        if (isQuery && !cookies.HasSession) return NamelessText.Rule6Session;
        if (!isWebsite && !isStreaming) return NamelessText.Rule7;

        var agent = request.Headers.UserAgent.ToString();
        if (agent.Length == 0) return NamelessText.Rule8;
        if (isStreaming && !agent.Equals(StreamingAgent, StringComparison.OrdinalIgnoreCase)) return NamelessText.Rule9;
        if (tag.BotProtection && agent.AsSpan().ContainsAny(BotWords)) return NamelessText.Rule9; // 10 has the same text
        if (isStreaming && !HasKey(request.Headers)) return tag.ApiKey is null ? NamelessText.Rule11Off : NamelessText.Rule11;

        var isPageView = body.Text(NamelessColumn.EventName).SequenceEqual("page_view"u8);
        if (isStreaming && isPageView) return NamelessText.Rule12;
        if (!isQuery && Missing(body) is { } missing) return missing; // 13
        if (isWebsite && !isPageView && !isQuery && !cookies.HasUser) return NamelessText.Rule14;
        if (isWebsite && !isPageView && !isQuery && !cookies.HasSession) return NamelessText.Rule15;
        return cookies is { UserIsWellFormed: true, SessionIsWellFormed: true } ? null : NamelessText.Rule16;
    }

    /// <summary>Equal to the configured key; where none is configured, absent.</summary>
    private bool HasKey(IHeaderDictionary headers) => headers.TryGetValue("X-Api-Key", out var key)
        ? string.Equals(key.ToString(), tag.ApiKey, StringComparison.Ordinal)
        : tag.ApiKey is null;

    private static NamelessText? Missing(in NamelessBody body)
    {
        List<NamelessColumn>? missing = null;
        foreach (var column in Required)
        {
            var field = body[column];
            var needsKeys = column is NamelessColumn.PageData or NamelessColumn.EventData;
            if (!field.Exists || !field.IsTruthy || (needsKeys && field.IsEmpty)) (missing ??= []).Add(column);
        }

        return missing is null ? null : NamelessText.Missing(missing);
    }

    /// <summary>Rules 17 to 19, and acceptance.</summary>
    private void Store(in EndpointRequest request, ref NamelessBody body, in NamelessCookies cookies, string origin, EndpointAnswer answer)
    {
        var isWebsite = body.Text(NamelessColumn.EventOrigin).SequenceEqual("Website"u8);
        var ids = NamelessIds.OfCookies(cookies, isWebsite ? body.Text(body.CrossDomainId) : default);
        var isPageView = body.Text(NamelessColumn.EventName).SequenceEqual("page_view"u8);
        var standing = users.Arrive(NamelessOverrides.Arrival(body, ids, isPageView) with { WriteFails = request.StorageFails });
        var refusal = standing.End switch
        {
            NamelessArrivalEnd.UnknownUser => NamelessText.Rule17,
            NamelessArrivalEnd.UnknownSession => NamelessText.Rule18,
            NamelessArrivalEnd.NewUser when request.StorageFails => NamelessText.Rule19NewUser,
            NamelessArrivalEnd.NewSession when request.StorageFails => NamelessText.Rule19NewSession,
            _ when request.StorageFails => NamelessText.Rule19Known,
            _ => null,
        };

        NamelessRules.Begin(answer, refusal is null ? StatusCodes.Status200OK : Refused, refusal ?? NamelessText.Claimed, origin);
        AddHeaders(answer);
        answer.Json.WritePropertyName("data"u8);
        new NamelessEcho(answer.Json, body, ids.Client, ids.Session).Write(
            refusal is null ? standing : null, tag.Version, clock.GetUtcNow(), request.Headers.ContentLength);
        NamelessRules.End(answer);
        if (refusal is not null) return;

        if (isWebsite) SetCookies(answer, ids, body, origin);
        if (standing.IsOutOfOrder) answer.OutOfOrder++;
        CheckIds(ref body, cookies, ids);
        NamelessRow.Check(ref body, tag.Version, standing);
        answer.Accept(body.Text(NamelessColumn.EventId), body.Loss, body.Change);
    }

    /// <summary>What the tag does not compare, and then stores under ids that nobody meant.</summary>
    private static void CheckIds(ref NamelessBody body, in NamelessCookies cookies, in NamelessIds ids)
    {
        var page = body.Text(NamelessColumn.PageId);
        if (page.Length > ids.Session.Length && page[ids.Session.Length] == '-' && Ascii.Equals(page[..ids.Session.Length], ids.Session))
        {
            body.Alter("page_id already begins with the session's id and gets it twice");
        }

        if (!cookies.HasUser || !cookies.HasSession) return;
        if (!cookies.SessionId.StartsWith(cookies.User, StringComparison.Ordinal)) body.Alter("the two cookies name different clients");
        if (!cookies.PageId.IsEmpty && !Ascii.Equals(page, cookies.PageId)) body.Alter("the cookie names another page than page_id");
    }

    private static void AddHeaders(EndpointAnswer answer)
    {
        answer.Header("Access-Control-Allow-Methods", "POST");
        answer.Header("cache-control", "no-store");
    }

    private void SetCookies(EndpointAnswer answer, in NamelessIds ids, in NamelessBody body, string origin)
    {
        const int userAge = 400 * 24 * 60 * 60;
        const int sessionAge = 30 * 60;
        var page = Fingerprint.Show(body.Text(NamelessColumn.PageId));
        SetCookie(answer, userCookie, ids.Client.ToString(), userAge, origin);
        SetCookie(answer, sessionCookie, string.Create(CultureInfo.InvariantCulture, $"{ids.Session}-{page}"), sessionAge, origin);
    }

    private static void SetCookie(EndpointAnswer answer, string name, string value, int age, string origin) => answer.Header(
        "Set-Cookie",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name}={Uri.EscapeDataString(value)}; Max-Age={age}; Domain=.{SiteName.Of(origin)}; Path=/; Secure; HttpOnly; SameSite=Strict"));
}

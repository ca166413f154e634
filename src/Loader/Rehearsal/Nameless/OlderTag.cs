using Microsoft.AspNetCore.Http;

namespace Loader.Rehearsal.Nameless;

/// <summary>
/// The tag of 2025-09-25, and a lenient one of the time of the first script: ids of streaming requests come from the body, page_id stands in
/// event_data, refusals are 500 and carry no data.
/// </summary>
internal sealed class OlderTag(NamelessTag tag, TimeProvider clock)
{
    private const int Refused = 500;
    private const string UserCookie = "nameless_analytics_user";
    private const string SessionCookie = "nameless_analytics_session";
    private readonly NamelessUsers users = new(sessionMustBeLatest: tag.Version == TagVersion.Tag202509, tag.KnownSessions || tag.Version == TagVersion.Seed);

    private bool IsSeed => tag.Version == TagVersion.Seed;

    public UInt128 ClientOf(in EndpointRequest request)
    {
        if (!NamelessBody.TryRead(request.Body, tag.Version, out var body)) return default;
        if (!IsWebsite(body)) return body.Text(NamelessColumn.ClientId) is { IsEmpty: false } client ? Fingerprint.Of(client) : default;
        var cookies = NamelessCookies.Read(request.Headers, UserCookie, SessionCookie);
        return cookies.User.IsEmpty ? default : Fingerprint.Of(cookies.User);
    }

    public void Answer(in EndpointRequest request, ref NamelessBody body, EndpointAnswer answer)
    {
        var origin = request.Headers.Origin.ToString();
        var cookies = NamelessCookies.Read(request.Headers, UserCookie, SessionCookie);
        if (!NamelessRules.IsAuthorized(tag, origin)) Refuse(answer, NamelessText.OlderOrigin, origin);
        else if (!string.Equals(request.Path, tag.Path, StringComparison.Ordinal)) Refuse(answer, NamelessText.OlderPath, origin);
        else if (!HttpMethods.IsPost(request.Method)) NamelessRules.LeaveUnclaimed(answer, "(not claimed: the method is not POST)");
        else if (Refusal(body) is { } refusal) Refuse(answer, refusal, origin);
        else if (IsQuery(body)) Tell(answer, cookies, origin);
        else Store(request, ref body, cookies, origin, answer);
    }

    private static bool IsWebsite(in NamelessBody body) => body.Text(NamelessColumn.EventOrigin).SequenceEqual("Website"u8);

    private static bool IsQuery(in NamelessBody body) => body.Text(NamelessColumn.EventName).SequenceEqual("get_user_data"u8);

    /// <summary>All that needs no memory. Missing fields come before a wrong origin.</summary>
    private NamelessText? Refusal(in NamelessBody body)
    {
        var origin = body.Text(NamelessColumn.EventOrigin);
        if (IsQuery(body)) return IsWebsite(body) ? null : NamelessText.OlderQueryOrigin;
        if (Missing(body) is { Count: > 0 } missing) return NamelessText.MissingOlder(missing);
        if (origin.SequenceEqual("Website"u8) || origin.SequenceEqual("Streaming protocol"u8)) return null;
        if (!IsSeed) return NamelessText.OlderEventOrigin;
        return origin.SequenceEqual("Measurement Protocol"u8) ? null : NamelessText.SeedEventOrigin;
    }

    private List<string> Missing(in NamelessBody body)
    {
        var missing = new List<string>();
        var needsIds = IsSeed || body.Text(NamelessColumn.EventOrigin).SequenceEqual("Streaming protocol"u8);
        Look(NamelessColumn.EventOrigin, body, missing);
        Look(NamelessColumn.EventDate, body, missing);
        Look(NamelessColumn.EventName, body, missing);
        Look(NamelessColumn.EventTimestamp, body, missing);
        if (needsIds) Look(NamelessColumn.ClientId, body, missing);
        if (needsIds) Look(NamelessColumn.SessionId, body, missing);
        if (!IsSeed) Look(NamelessColumn.UserData, body, missing);
        if (!IsSeed) Look(NamelessColumn.SessionData, body, missing);
        Look(NamelessColumn.EventData, body, missing);
        if (!body[NamelessColumn.EventData].IsTruthy) return missing;
        if (!body.PageIdInside.IsTruthy && !(IsSeed && body[NamelessColumn.PageId].IsTruthy)) missing.Add(NamelessColumn.PageId.Name());
        Look(NamelessColumn.EventId, body, missing);
        return missing;
    }

    private static void Look(NamelessColumn column, in NamelessBody body, List<string> missing)
    {
        if (!body[column].IsTruthy) missing.Add(column.Name());
    }

    private void Store(in EndpointRequest request, ref NamelessBody body, in NamelessCookies cookies, string origin, EndpointAnswer answer)
    {
        var isWebsite = IsWebsite(body);
        var isPageView = body.Text(NamelessColumn.EventName).SequenceEqual("page_view"u8);
        if (isWebsite && !isPageView && !IsSeed && !cookies.HasUser) Refuse(answer, NamelessText.OlderWebsiteUser, origin);
        else if (isWebsite && !isPageView && !IsSeed && !cookies.HasSession) Refuse(answer, NamelessText.OlderWebsiteSession, origin);
        else
        {
            var ids = isWebsite ? NamelessIds.OfCookies(cookies, body.Text(body.CrossDomainId)) : NamelessIds.OfBody(body);
            Arrive(request, ref body, ids, opensSession: isWebsite, origin, answer);
        }
    }

    private void Arrive(in EndpointRequest request, ref NamelessBody body, in NamelessIds ids, bool opensSession, string origin, EndpointAnswer answer)
    {
        // This tag did not wait for Firestore's answer to a write, so a failing write shows nowhere: storage faults do not touch it.
        var standing = users.Arrive(NamelessOverrides.Arrival(body, ids, opensSession));
        if (standing.End == NamelessArrivalEnd.UnknownUser)
        {
            Refuse(answer, NamelessText.OlderStreamingUser, origin);
            return;
        }

        if (standing.End == NamelessArrivalEnd.UnknownSession)
        {
            Refuse(answer, NamelessText.OlderStreamingSession, origin);
            return;
        }

        NamelessRules.Begin(answer, StatusCodes.Status200OK, NamelessText.ClaimedOlder, origin);
        AddHeaders(answer);
        answer.Json.WritePropertyName("data"u8);
        new NamelessEcho(answer.Json, body, ids.Client, ids.Session).Write(standing, tag.Version, clock.GetUtcNow(), request.Headers.ContentLength);
        NamelessRules.End(answer);
        if (standing.IsOutOfOrder) answer.OutOfOrder++;
        NamelessRow.Check(ref body, tag.Version, standing);
        answer.Accept(body.Text(NamelessColumn.EventId), body.Loss, body.Change);
    }

    private static void Tell(EndpointAnswer answer, in NamelessCookies cookies, string origin)
    {
        NamelessRules.Begin(answer, StatusCodes.Status200OK, NamelessText.ClaimedOlder, origin);
        AddHeaders(answer);
        answer.Json.WritePropertyName("data"u8);
        NamelessRules.WriteWhoIs(answer.Json, cookies);
        NamelessRules.End(answer);
    }

    private static void Refuse(EndpointAnswer answer, NamelessText text, string origin)
    {
        NamelessRules.Begin(answer, Refused, text, origin);
        NamelessRules.End(answer);
    }

    private static void AddHeaders(EndpointAnswer answer)
    {
        answer.Header("Access-Control-Allow-Methods", "POST");
        answer.Header("cache-control", "no-store");
    }
}

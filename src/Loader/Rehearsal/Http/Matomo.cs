using System.Globalization;
using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>
/// Matomo's bulk tracking with a super user's token: counts what it tracked and names what it refused by index. A time of more than a day ago
/// needs a token; one that is no time, in the future, or of more than 20 years ago is silently taken as now.
/// </summary>
internal sealed class Matomo(TimeProvider clock) : JsonRules
{
    public override string? Assumption => "that the token is a super user's: with any other, Matomo names no refused events";

    protected override void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer)
    {
        var refused = new List<int>();
        var visits = Items(body, "requests");
        for (var i = 0; i < visits.Length; i++)
        {
            if (Wrong(visits[i], Text(body, "token_auth") is not null)) refused.Add(i);
            else
                Accept(
                    answer,
                    Text(visits[i], "ec_id") ?? Text(visits[i], "pv_id"),
                    IsTime(visits[i]) ? null : "its time is none that Matomo takes: stamped now");
        }

        if (refused.Count > 0) answer.Refusal = "invalid requests in a bulk";
        Say(
            answer,
            200,
            $$"""{"status":"success","tracked":{{visits.Length - refused.Count}},"invalid":{{refused.Count}},"invalid_indices":[{{string.Join(',', refused)}}]}""");
    }

    private bool Wrong(JsonElement visit, bool hasToken) => Text(visit, "idsite") is null || Text(visit, "rec") != "1"
        || (Text(visit, "_id") is { } id && (id.Length != 16 || !id.All(char.IsAsciiHexDigit)))
        || (!hasToken && Time(visit) is { } time && time < clock.GetUtcNow().AddDays(-1));

    private bool IsTime(JsonElement visit) =>
        Text(visit, "cdt") is null || (Time(visit) is { } time && time <= clock.GetUtcNow().AddMinutes(1) && time > clock.GetUtcNow().AddYears(-20));

    private static DateTimeOffset? Time(JsonElement visit) =>
        DateTimeOffset.TryParseExact(Text(visit, "cdt"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}

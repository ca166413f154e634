using Loader.Mappings.Findings;

namespace Loader.Destinations.Nameless;

/// <summary>What can be wrong with an event for Nameless Analytics, found in the mapping where possible, else in the row.</summary>
public static class NamelessCodes
{
    public static readonly FindingCode UnknownField = new(
        "DST101",
        Severity.Error,
        "a top-level field that Nameless Analytics does not have",
        """
        The tag answers 200 to a field it does not know, and its strict insert into BigQuery then loses the whole row. Own values
        belong under event_data, user_data or session_data.
        """);

    public static readonly FindingCode MissingField = new(
        "DST102",
        Severity.Error,
        "a field that every event needs is missing or empty",
        "event_name, event_timestamp, client_id, session_id and page_id have no default that could be right; everything else is derived from them.");

    public static readonly FindingCode WrongType = new(
        "DST103",
        Severity.Error,
        "a field has a type that the tag would mangle",
        "The tag checks no types: a wrong one is answered 200 and lands in the wrong place or nowhere. Convert it in the mapping.");

    public static readonly FindingCode ReplacedByServer = new(
        "DST104",
        Severity.Warning,
        "a field that the server replaces",
        """
        The server sets this field itself, so what is sent in it is lost. To keep the source's value use a name of your own:
        event_data.source_country instead of event_data.country.
        """);

    public static readonly FindingCode BadTimestamp = new(
        "DST105",
        Severity.Error,
        "a timestamp that is not a time in whole milliseconds",
        """
        Timestamps are whole milliseconds since 1970. Zero counts as missing; seconds, microseconds, fractions and texts are answered 200 and
        end in 1970, in the far future, or nowhere. Best is a time: declare the column as time(…) and it is converted exactly.
        """);

    public static readonly FindingCode BadDate = new(
        "DST106",
        Severity.Error,
        "a date that is not the UTC date of its timestamp",
        "Dates are yyyy-MM-dd in UTC. event_date is the table's partition: leave it out and it is derived from event_timestamp.");

    public static readonly FindingCode BadId = new(
        "DST107",
        Severity.Error,
        "an id that does not have the tag's form",
        """
        Ids are 15 letters and digits: client_id; session_id, also as <client_id>_<15>; page_id, also as <client_id>_<15>-<15>. For ids of
        another system set ids: mapped under to.nameless: they become 15 characters by a hash, and the originals are kept in event_data.
        """);

    public static readonly FindingCode OtherOwner = new(
        "DST108",
        Severity.Error,
        "a session of another client, or a page of another session",
        "A long id names its owner. The tag does not compare them: it would store the session under the wrong client and answer 200.");

    public static readonly FindingCode LosesDigits = new(
        "DST109",
        Severity.Error,
        "a number beyond 2^53 would lose digits",
        "The tag runs in JavaScript, where whole numbers beyond 9007199254740992 are rounded. Send such ids as text: … | text");

    public static readonly FindingCode ConsentNotText = new(
        "DST110",
        Severity.Error,
        "a consent value that is not a text",
        "The table has only a text slot for consent values; another type is answered 200 and the row is lost.");

    public static readonly FindingCode TagValueType = new(
        "DST111", Severity.Error, "a gtm_data value that is neither text nor a whole number", "The table has only these two slots for gtm_data.");

    public static readonly FindingCode WrongName = new(
        "DST112",
        Severity.Error,
        "an event name that cannot be loaded this way",
        "page_view is only taken with event_origin Website; get_user_data is a query of the tag and stores nothing.");

    public static readonly FindingCode ForbiddenKey = new(
        "DST113",
        Severity.Error,
        "a key that would damage the server's state",
        "client_id, session_id and sessions inside user_data or session_data, and event_data.cross_domain_id, override what the server keeps itself.");

    public static readonly FindingCode UnusualOrigin = new(
        "DST114",
        Severity.Warning,
        "an event_origin that most tags refuse",
        "Every stored tag since January 2026 accepts exactly 'Website' and 'Streaming protocol'; another spelling stops the run at the first refusal.");

    public static readonly FindingCode UnknownOrigin = new(
        "DST115",
        Severity.Error,
        "a row's event_origin is not one that the tag accepts",
        "The tag refuses it. To use another spelling for all rows, set event_origin under to.nameless.");

    public static readonly FindingCode NoCookies = new(
        "DST116",
        Severity.Warning,
        "events without cookies lose their ids",
        """
        The tag takes client and session from cookies only. A Website event without cookies gets new ids that override the mapping's; a
        Streaming event without cookies is refused. Leave cookies: out (they are then made from the ids).
        """);

    public static readonly FindingCode LooksLikeBot = new(
        "DST117",
        Severity.Warning,
        "a User-Agent that the tag's bot protection refuses",
        "The tag compares the User-Agent of Website events with a list of words.");

    public static readonly FindingCode MovedKey = new(
        "DST118", Severity.Warning, "a key that has another home now", "user_id moved from user_data to session_data; reports read it there.");

    public static readonly FindingCode NoKey = new(
        "DST119",
        Severity.Error,
        "a row without a key has no event_id",
        "event_id is derived from the row's key, so that the same row always gets the same one.");

    public static readonly FindingCode NoSuchTag = new(
        "DST120",
        Severity.Warning,
        "every stored tag refuses this payload",
        "protocol: seed is the payload of the original streaming script; no published tag accepts it unchanged. Use protocol: 2026.");

    public static readonly IReadOnlyList<FindingCode> All =
    [
        UnknownField, MissingField, WrongType, ReplacedByServer, BadTimestamp, BadDate, BadId, OtherOwner, LosesDigits, ConsentNotText,
        TagValueType, WrongName, ForbiddenKey, UnusualOrigin, UnknownOrigin, NoCookies, LooksLikeBot, MovedKey, NoKey, NoSuchTag,
    ];
}

using Loader.Mappings.Findings;

namespace Loader.Destinations.Ga4;

/// <summary>What can be wrong with an event for Google Analytics 4.</summary>
internal static class Ga4Codes
{
    public static readonly FindingCode MissingField = new(
        "GA4001",
        Severity.Error,
        "a field that Google Analytics 4 needs",
        "Every event has a name, a client_id (app_instance_id in an app's stream) and a timestamp. Google answers 2xx to an event without them and drops it.");

    public static readonly FindingCode UnknownField = new(
        "GA4002",
        Severity.Error,
        "a field that Google Analytics 4 does not have",
        "Parameters of the event stand under params, properties of the user under user_properties. Other names are ignored by Google without a word.");

    public static readonly FindingCode WrongType = new(
        "GA4003",
        Severity.Error,
        "a value of a type that Google Analytics 4 does not take",
        "Parameters are texts and numbers, and items is a list of objects. Turn times, dates and true or false into text first.");

    public static readonly FindingCode BadName = new(
        "GA4004",
        Severity.Error,
        "a name that Google Analytics 4 does not take",
        """
        Names of events and parameters have up to 40 letters, digits and underscores (user properties: 24) and begin with a letter. Some names
        are Google's own (first_open, session_start), and so is what begins with google_, ga_ or firebase_.
        """);

    public static readonly FindingCode TooLong = new(
        "GA4005",
        Severity.Error,
        "a text that is too long for Google Analytics 4",
        """
        A parameter's text has up to 100 characters (page_title 300, page_referrer 420, page_location 1,000), a user property's 36. Longer ones are
        dropped. Cut them in the mapping: left(100). Properties of Google Analytics 360 take 500: set analytics_360: true.
        """);

    public static readonly FindingCode TooMany = new(
        "GA4006",
        Severity.Error,
        "more parts than Google Analytics 4 takes",
        "An event has up to 25 parameters and 200 items, an item up to 10 parameters of your own, a user up to 25 properties.");

    public static readonly FindingCode BadTimestamp = new(
        "GA4007",
        Severity.Error,
        "a timestamp that cannot be used",
        "Give a time, or whole microseconds since 1970. An event of the future is put at its arrival by Google.");

    public static readonly FindingCode BadClientId = new(
        "GA4008",
        Severity.Error,
        "a client_id in another form",
        """
        Google's reference asks for two positive numbers joined by a point, as the cookie _ga has them. client_ids: mapped makes such numbers from ids of
        another system (always the same ones); client_ids: any sends what the rows have.
        """);

    public static readonly FindingCode NotHashed = new(
        "GA4009",
        Severity.Error,
        "personal data that is not hashed",
        "What begins with sha256_ is 64 hexadecimal digits: email | normalize_email(\"google\") | sha256. Nothing else of a person may be sent under such a name.");

    public static readonly FindingCode BadParameter = new(
        "GA4010",
        Severity.Error,
        "a parameter that Google Analytics 4 cannot use",
        """
        value needs currency, which is three capital letters; a purchase or refund needs a transaction_id; an item needs item_id or item_name;
        session_id is digits; consent is GRANTED or DENIED.
        """);

    public static readonly FindingCode Redated = new(
        "GA4011",
        Severity.Warning,
        "old events get another time",
        "With allow_redate: true events older than 72 hours are sent, and Google puts them 72 hours before their arrival. Reports then show them on "
        + "the wrong day.");

    public static readonly IReadOnlyList<FindingCode> All =
    [
        MissingField, UnknownField, WrongType, BadName, TooLong, TooMany, BadTimestamp, BadClientId, NotHashed, BadParameter, Redated,
    ];
}

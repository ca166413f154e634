namespace Loader.Destinations.Ga4;

/// <summary>The fields of an event in a mapping.</summary>
internal static class Ga4Fields
{
    public const string Name = "name";
    public const string ClientId = "client_id";
    public const string AppInstanceId = "app_instance_id";
    public const string Timestamp = "timestamp";
    public const string UserId = "user_id";
    public const string Params = "params";
    public const string UserProperties = "user_properties";
    public const string UserData = "user_data";
    public const string Consent = "consent";
    public const string UserLocation = "user_location";
    public const string Device = "device";
    public const string IpOverride = "ip_override";
    public const string UserAgent = "user_agent";

    public static readonly IReadOnlyList<(string Name, string Help)> All =
    [
        (Name, "the event's name: purchase"),
        (ClientId, "whose event it is, in a web stream: two numbers joined by a point, as in the cookie _ga"),
        (AppInstanceId, "whose event it is, in an app's stream: 32 hexadecimal digits"),
        (Timestamp, "when it happened: a time, or whole microseconds since 1970"),
        (UserId, "the user in your own systems"),
        (Params, "the event's parameters: transaction_id, value, currency, items, session_id, …"),
        (UserProperties, "properties of the user, by name"),
        (UserData, "hashed data of the person: sha256_email_address, sha256_phone_number, address"),
        (Consent, "ad_user_data and ad_personalization: GRANTED or DENIED"),
        (UserLocation, "city, region_id, country_id, subcontinent_id, continent_id"),
        (Device, "category, language, screen_resolution, operating_system, …"),
        (IpOverride, "an address that Google derives the place from"),
        (UserAgent, "a user agent that Google derives the device from"),
    ];
}

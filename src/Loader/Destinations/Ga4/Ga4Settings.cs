using System.Text.RegularExpressions;
using Loader.Options;

namespace Loader.Destinations.Ga4;

/// <summary>Reads the section under <c>to: ga4:</c>.</summary>
internal static partial class Ga4Settings
{
    private const string UsualPath = "/mp/collect";
    private const string World = "https://www.google-analytics.com" + UsualPath;
    private const string Europe = "https://region1.google-analytics.com" + UsualPath;

    /// <summary>The settings, or null when there is nothing to send to. Every one is asked for first, so that all mistakes show at once.</summary>
    public static Ga4Options? Read(Section section)
    {
        var measurementId = section.Text("measurement_id", "the web stream: G-XXXXXXXXXX (Admin, Data Streams); either this or firebase_app_id");
        var appId = section.Text("firebase_app_id", "the app's stream, as Firebase names it: 1:200592347366:android:27f39a56993c94fd");
        var secret = section.Secret("api_secret", "the stream's secret, made under Measurement Protocol API secrets: ${GA4_API_SECRET}", required: true);
        var region = section.Choice("region", ["world", "eu"], "world", "eu: Google collects the events within the European Union");
        var own = EndpointSetting.Read(section, "another collector that speaks this protocol, at /mp/collect unless a path is given; by default Google's", World, required: false);
        var options = new Ga4Options
        {
            Endpoint = own is null ? new(region == "eu" ? Europe : World) : own.AbsolutePath == "/" ? new(own, UsualPath) : own,
            Address = new(World),
            DebugAddress = new(World),
            Stream = measurementId ?? appId ?? "",
            IsApp = measurementId is null && appId is not null,
            ClientIds = ClientIds(section),
            AllowRedate = section.Flag("allow_redate", false, "send events older than 72 hours although Google then puts them 72 hours before their arrival"),
            Validate = section.Flag("validate", false, "show the first events to Google's debug endpoint before anything is sent"),
            LongestValue = section.Flag("analytics_360", false, "the property is one of Google Analytics 360: parameters take 500 characters")
                ? Ga4Limits.LongestValueIn360
                : Ga4Limits.LongestValue,
            Clock = section.Context.Clock,
        };
        section.Finish();
        if (!StreamIsClear(section, measurementId, appId) || string.IsNullOrEmpty(secret)) return null;
        if (own is { Query.Length: > 1 }) section.Refuse("endpoint", "an endpoint must not hold a query", "write the address up to its path: " + World);
        if (options.AllowRedate)
        {
            section.Findings.Add(
                Ga4Codes.Redated,
                section.PlaceOf("allow_redate"),
                "events older than 72 hours will stand 72 hours before their arrival, not at their own time",
                "leave it out: such rows are then skipped as too_old, and the report counts them");
        }

        var query =
            $"?{(options.IsApp ? "firebase_app_id" : "measurement_id")}={Uri.EscapeDataString(options.Stream)}&api_secret={Uri.EscapeDataString(secret)}";
        return options with
        {
            Address = new(options.Endpoint + query),
            DebugAddress = Debug(options.Endpoint, query),
            Arrival = ArrivalForm.Of(section, "api_secret", "region", "endpoint", "allow_http", "validate", "analytics_360"),
        };
    }

    /// <summary>Google's debug endpoint has the same path below <c>/debug</c>.</summary>
    private static Uri Debug(Uri endpoint, string query) => new(endpoint, "/debug" + endpoint.AbsolutePath + query);

    private static ClientIdForm ClientIds(Section section)
    {
        const string Help = "exact: two numbers joined by a point, other forms fail their row; mapped: they are hashed into that form; any: any text";
        return section.Choice("client_ids", ["exact", "mapped", "any"], "exact", Help) switch
        {
            "mapped" => ClientIdForm.Mapped,
            "any" => ClientIdForm.Any,
            _ => ClientIdForm.Exact,
        };
    }

    private static bool StreamIsClear(Section section, string? measurementId, string? appId)
    {
        switch (measurementId, appId)
        {
            case (null, null):
                section.Findings.Add(
                    OptionCodes.Missing, section.Place, $"'{section.Path}' needs 'measurement_id' or 'firebase_app_id'", "measurement_id: G-XXXXXXXXXX");
                return false;
            case (not null, not null):
                section.Refuse("firebase_app_id", "measurement_id and firebase_app_id name two streams", "leave one of them out");
                return false;
            case (not null, null) when !MeasurementId().IsMatch(measurementId):
                section.Wrong(
                    "measurement_id", $"'{measurementId}' is not a measurement id", "it begins with G-, as Admin, Data Streams shows it: G-XXXXXXXXXX");
                return false;
            default:
                return true;
        }
    }

    [GeneratedRegex("^G-[A-Z0-9]{4,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex MeasurementId();
}

using System.Reflection;
using Loader.Destinations.Snowplow.Schemas;
using Loader.Options;

namespace Loader.Destinations.Snowplow;

/// <summary>Reads the section under <c>to: snowplow:</c>.</summary>
internal sealed class SnowplowSettings(Section section)
{
    private const string PostPath = "/com.snowplowanalytics.snowplow/tp2";
    private const string GetPath = "/i";

    /// <summary>The collector fails a payload above 1,048,576 bytes, headers included, after a 200.</summary>
    private const int MostBytes = 1_000_000;

    /// <summary>Where to, how much at once, and what is refused here instead of there.</summary>
    private static readonly string[] NotAboutArrival =
        [
            "endpoint", "allow_http", "cloudfront", "flat", "schemas", "unknown_schemas", "drops_repeats", "events_per_request", "bytes_per_request",
            "bytes_per_event",
        ];

    private static readonly string OwnVersion =
        $"loader-{typeof(SnowplowSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>The settings, or null when there is nothing to send to. Every one is asked for first, so that all mistakes show at once.</summary>
    public SnowplowOptions? Read()
    {
        var given = EndpointSetting.Read(
            section,
            "the collector's address; a path replaces the usual one: https://collector.shop.example",
            "https://collector.shop.example",
            required: false);
        var cloudfront = section.Text("cloudfront", "in place of endpoint: the sub-domain of a pixel on CloudFront, which takes GET only: d3rkrsqld9gmqf");
        var get = section.Choice(
            "method", ["post", "get"], cloudfront is null ? "post" : "get", "post: many events in a body; get: each in a query string, to /i") == "get";
        var endpoint = Endpoint(given, cloudfront, get);
        var options = new SnowplowOptions
        {
            Endpoint = endpoint ?? new("https://localhost/"),
            Get = get,
            Platform = section.Choice("platform", ParameterText.Platforms, "srv", "the platform of events that bring none"),
            AppId = Limited("app_id", section.Text("app_id", "the application of events that bring none"), 255),
            Namespace = Namespace(section.Text("namespace", "the tracker's name of events that bring none")),
            TrackerVersion = Limited("tracker_version", section.Text("tracker_version", "what the column v_tracker says", OwnVersion), 100) ?? OwnVersion,
            Base64 = section.Flag("base64", true, "send self-describing JSON and entities as base64; plain is a third shorter"),
            TimestampUnit = Unit(),
            SentAtEventTime = section.Choice(
                "sent_at",
                ["event_time", "omit"],
                "event_time",
                "the sending time (stm) of events that bring none; models may drop events sent days after they were created") == "event_time",
            ScreenIds = Screens(),
            ConvertsSuffixes = section.Choice(
                "suffixes",
                ["convert", "keep"],
                "convert",
                "names in data that end in $int, $flt, $geo, $dt, $tm, $ts, $tms: convert them and drop the ending, or keep both") == "convert",
            Flat = section.Flag("flat", false, "refuse objects inside the data of self-describing events and entities"),
            Schemas = Schemas(),
            Anonymous = section.Flag("anonymous", true, "send SP-Anonymous: *, so that neither this machine's address nor a cookie is stored for the users"),
            DropsRepeats = section.Flag(
                "drops_repeats", false, "whether your loaders or models drop events whose event_id they have had; then lost answers are simply sent again"),
            EventsPerRequest = (int)section.Integer("events_per_request", 1, 10_000, SnowplowOptions.DefaultEventsPerRequest, "events in one POST at most"),
            BytesPerRequest = Bytes(
                "bytes_per_request", SnowplowOptions.DefaultBytesPerRequest, "bytes of one POST's body at most; 40000 is what the trackers send"),
            BytesPerEvent = Bytes(
                "bytes_per_event", SnowplowOptions.DefaultBytesPerEvent, "a larger event fails here; Kinesis and Kafka take 1000000, SQS 192000"),
            IdNamespace = IdNamespace(),
        };
        section.Finish();
        return endpoint is null ? null : options with { Arrival = ArrivalForm.Of(section, NotAboutArrival) };
    }

    private Uri? Endpoint(Uri? given, string? cloudfront, bool get)
    {
        if (cloudfront is not null && !get) section.Refuse("method", "a pixel on CloudFront takes GET only", "leave method out");
        if (given is not null)
        {
            if (cloudfront is not null && section.PlaceOf("endpoint").File == section.PlaceOf("cloudfront").File)
            {
                section.Refuse("cloudfront", "endpoint and cloudfront are both given", "leave one of them out");
            }

            if (given.Query.Length > 0 || given.Fragment.Length > 0)
            {
                section.Refuse("endpoint", "the collector's address has a query string", "leave it out: the pipeline would copy it into every event");
            }

            return given.AbsolutePath == "/" ? new(given, get ? GetPath : PostPath) : given;
        }

        if (cloudfront is not null)
        {
            if (cloudfront.Length is > 0 and < 64 && cloudfront.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            {
                return new($"https://{cloudfront}.cloudfront.net{GetPath}");
            }

            if (section.Context.VariablesMayBeMissing && Uri.TryCreate(cloudfront, UriKind.Absolute, out var standIn)) return standIn;
            section.Wrong("cloudfront", $"'{cloudfront}' is not a sub-domain", "write what stands before .cloudfront.net: d3rkrsqld9gmqf");
        }
        else if (!section.Has("endpoint"))
        {
            section.Findings.Add(
                OptionCodes.Missing,
                section.Place,
                $"'{section.Path}' needs 'endpoint'",
                "endpoint: https://collector.shop.example, or cloudfront: SUB-DOMAIN");
        }

        return null;
    }

    private TimestampUnit Unit() =>
        section.Choice("timestamp_unit", ["none", "s", "ms", "us"], "none", "what timestamps that are numbers count since 1970; none: such rows fail") switch
        {
            "s" => TimestampUnit.Seconds,
            "ms" => TimestampUnit.Milliseconds,
            "us" => TimestampUnit.Microseconds,
            _ => TimestampUnit.None,
        };

    private ScreenIds Screens() =>
        section.Choice(
            "screen_ids",
            ["exact", "hashed", "free_text"],
            "exact",
            "ids of screen views: exact: UUIDs; hashed: others become a UUIDv5; free_text: as they are, under the older schema") switch
        {
            "hashed" => ScreenIds.Hashed,
            "free_text" => ScreenIds.FreeText,
            _ => ScreenIds.Exact,
        };

    private SchemaCheck? Schemas()
    {
        var path = section.Text(
            "schemas", "a folder of schemas as an Iglu registry has them (VENDOR/NAME/jsonschema/1-0-0): data that they do not take fails here");
        var fails = section.Choice("unknown_schemas", ["fail", "note"], "fail", "what is done with data whose schema that folder does not have") == "fail";
        if (string.IsNullOrEmpty(path)) return null;
        if (Directory.Exists(path)) return new(new(path), fails);
        section.Wrong("schemas", $"there is no folder '{path}'", "paths are relative to the current folder");
        return null;
    }

    private byte[] IdNamespace()
    {
        var text = section.Text("id_namespace", "the UUID in whose namespace event ids are derived; by default the mapping's name makes one");
        if (text is null) return EventUuid.NamespaceOf(section.Context.Load);
        if (Guid.TryParseExact(text, "D", out var uuid)) return uuid.ToByteArray(bigEndian: true);
        section.Wrong("id_namespace", $"'{text}' is not a UUID", null);
        return EventUuid.NamespaceOf(section.Context.Load);
    }

    private string? Namespace(string? text)
    {
        if (text?.IndexOfAny([':', ';']) is not >= 0) return Limited("namespace", text, 128);
        section.Wrong("namespace", $"'{text}' holds ':' or ';', which the pipeline refuses", null);
        return null;
    }

    private string? Limited(string name, string? text, int longest)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length <= longest) return text;
        section.Wrong(name, FormattableString.Invariant($"{name} has {text.Length} characters"), FormattableString.Invariant($"the pipeline takes {longest}"));
        return null;
    }

    private int Bytes(string name, int otherwise, string help)
    {
        var size = section.Size(name, otherwise, help);
        if (size is >= 1_000 and <= MostBytes) return (int)size;
        section.Wrong(
            name,
            FormattableString.Invariant($"{name} is {size} bytes"),
            FormattableString.Invariant($"give 1000 to {MostBytes} bytes: the collector drops larger payloads after a 200"));
        return otherwise;
    }
}

using System.Text;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>Reads the section under <c>to: http:</c>.</summary>
internal sealed class HttpSettings(Section section)
{
    private const int LargestBatch = 100_000;

    /// <summary>
    /// Who sends, how fast, in which order, what is refused here, and how answers read. An address that rows fill counts; one that is the same for
    /// all is the endpoint.
    /// </summary>
    private static readonly string[] NotAboutArrival =
    [
        "allow_http", "batch", "compress", "auth", "answer", "isolate", "in_order", "one_of_each", "ignores_repeats", "required", "max_event_bytes", "time",
        "max_age", "max_ahead", "probe", "rehearsal",
    ];

    /// <summary>The settings, or null when there is nothing to send to. Every one is asked for first, so that all mistakes show at once.</summary>
    public HttpOptions? Read()
    {
        var start = new RunStart();
        var url = new UrlSettings(section).Read();
        var method = section.Choice("method", ["POST", "PUT", "PATCH"], "POST", "the method of each request");
        var (body, envelope) = Body();
        var (events, bytes, by) = Batch(body);
        var headers = HeaderSettings.Read(section);
        var gzip = section.Choice("compress", ["none", "gzip"], "none", "how bodies are compressed; limits count the bytes before") == "gzip";
        var auth = new AuthSettings(
            section.Inner("auth", "how requests prove who sends them: one of bearer, basic, header, hmac, oauth2, google"), url?.Endpoint).Read();
        var answer = new AnswerSettings(section.Inner("answer", "what answers mean")).Read(url?.IsConstant ?? true);
        var options = new HttpOptions
        {
            Url = url ?? UrlTemplate.Of(new("https://localhost/")),
            Method = new(method),
            Body = body,
            Before = envelope is null ? body == HttpBody.Array ? "["u8.ToArray() : [] : EnvelopeForm.Sample(envelope.Before, events),
            After = envelope is null ? body == HttpBody.Array ? "]"u8.ToArray() : [] : EnvelopeForm.Sample(envelope.After, events),
            Envelope = envelope?.Computed(start),
            Start = start,
            BatchEvents = events,
            BatchBytes = bytes,
            BatchBy = by,
            Headers = headers,
            Gzip = gzip,
            Auth = auth,
            Answer = answer,
            Isolation = Isolate(events, answer),
            InOrder = FormulaSetting.OfEvent(section, "in_order", "events with one value of this go one request at a time, in the order of the source"),
            OneOfEach = FormulaSetting.OfEvent(section, "one_of_each", "no two events with one value of this share a request"),
            IgnoresRepeats = Repeats(),
            Idempotency = Idempotency(),
            Id = FormulaSetting.OfEvent(section, "id", "the event's id; by default a UUID of version 5 from the mapping's name and the row's key"),
            IdField = NotEmpty(section.Text("event_id_field", "the field of the event that carries its id: messageId, properties.$insert_id")),
            Required = section.Texts("required", "fields that an event must have: [event_name, user_data.em]; a row without one fails") ?? [],
            MaxEventBytes = MaxEventBytes(),
            Time = FormulaSetting.OfEvent(section, "time", "when the event happened, for max_age and max_ahead: = event_time | from_unix(\"s\")"),
            MaxAge = MaxAge(),
            MaxAhead = section.Duration("max_ahead", null, "how far in the future an event may lie; further ahead it fails"),
            Probe = Probe(url?.Endpoint),
            Rehearsal = Rehearsal(),
            Secrets = section.Context.Secrets,
            Load = section.Context.Load,
            Clock = section.Context.Clock,
        };
        section.Finish();
        Check(options);
        return url is null
            ? null
            : options with { Arrival = ArrivalForm.Of(section, url.IsConstant ? [UrlSettings.Name, .. NotAboutArrival] : NotAboutArrival) };
    }

    private (HttpBody Body, EnvelopeForm? Envelope) Body()
    {
        const string Help = "how events stand in a body: object (one each), array, ndjson, form (one each), or an envelope around a list";
        switch (section.Node("body", "object | array | ndjson | form | { events: = events }", Help, "object"))
        {
            case null or YamlScalar { IsNull: true } or YamlScalar { Text: "object" }: return (HttpBody.Object, null);
            case YamlScalar { Text: "array" }: return (HttpBody.Array, null);
            case YamlScalar { Text: "ndjson" }: return (HttpBody.Lines, null);
            case YamlScalar { Text: "form" }: return (HttpBody.Form, null);
            case YamlMap map: return (HttpBody.Array, new Envelope(section, "body").Read(map));
            case YamlScalar { Text: var word }:
                section.Wrong(
                    "body",
                    $"'{word}' is not a form of a body",
                    DidYouMean.Hint(word, ["object", "array", "ndjson", "form"]) ?? "object, array, ndjson, form, or an envelope { events: = events }");
                return (HttpBody.Object, null);
            case var other:
                section.Wrong("body", $"'body' is {other.Noun}", "object, array, ndjson, form, or an envelope { events: = events }");
                return (HttpBody.Object, null);
        }
    }

    private (int Events, int Bytes, SettingFormula? By) Batch(HttpBody body)
    {
        var holdsMany = body is HttpBody.Array or HttpBody.Lines;
        var batch = section.Inner("batch", "how many events share a request");
        var events = (int)batch.Integer(
            "events", 1, LargestBatch, holdsMany ? HttpOptions.DefaultBatch : 1, "events in one request at most; 100 for array, ndjson and envelopes, else 1");
        var bytes = batch.Size("bytes", HttpOptions.DefaultBatchBytes, "bytes of one body at most, before it is compressed");
        var by = FormulaSetting.OfEvent(batch, "by", "only events with one value of this share a request, and its requests go one after another");
        batch.Finish();
        if (!holdsMany && events > 1) batch.Refuse("events", "a body of this form holds one event", "body: array, ndjson, or an envelope { events: = events }");
        if (bytes is < 1 or > int.MaxValue) batch.Refuse("bytes", "a body has from 1 byte to 2 GB");
        return (events, (int)Math.Clamp(bytes, 1, int.MaxValue), by);
    }

    private Isolation Isolate(int events, AnswerRules answer)
    {
        const string Help = "how a bad event is found in a request that was refused as a whole; by default halve where several share one and no "
            + "answer is partly";
        var otherwise = events > 1 && !Enumerable.Range(100, 500).Any(answer.Partly.Contains) ? "halve" : "none";
        return section.Choice("isolate", ["halve", "none"], otherwise, Help) == "halve" ? Isolation.Halve : Isolation.None;
    }

    private TimeSpan? Repeats()
    {
        const string Help = "how long the destination ignores an event that it has had, by its id: 48h, always; what lost its answer is then sent again";
        return section.Text("ignores_repeats", Help, "never") switch
        {
            "never" => null,
            "always" => TimeSpan.MaxValue,
            var text when Units.Duration(text!) is { } window => window,
            var other => Wrong(other!),
        };

        TimeSpan? Wrong(string text)
        {
            section.Wrong("ignores_repeats", $"'{text}' is not a length of time", "48h, 7d, always or never");
            return null;
        }
    }

    private IdempotencyKey Idempotency() =>
        section.Choice(
            "idempotency_key",
            ["none", "plain", "quoted"],
            "none",
            "send the header Idempotency-Key, made from the ids of the events; quoted as the draft of the standard says") switch
        {
            "plain" => IdempotencyKey.Plain,
            "quoted" => IdempotencyKey.Quoted,
            _ => IdempotencyKey.None,
        };

    private int? MaxEventBytes()
    {
        const string Name = "max_event_bytes";
        var size = section.Size(Name, 0, "bytes of one event at most; a larger one fails its row. 0: as large as a request may be");
        if (size is < 0 or > int.MaxValue) section.Refuse(Name, "an event has at most 2 GB");
        return size is > 0 and <= int.MaxValue ? (int)size : null;
    }

    private SettingFormula? MaxAge() => FormulaSetting.Read(
        section,
        "max_age",
        "7d | = …",
        "how old an event may be when it is sent; an older one is skipped as too_old",
        (scalar, name) =>
        {
            if (Interpolation.Resolve(scalar, section.Context) is { } text && Units.Duration(text) is { } age)
            {
                return new(name, new LiteralSyntax(0, 0, Value.OfDuration((long)age.TotalSeconds, 0)), new(scalar.Place));
            }

            section.Wrong(name, $"'{scalar.Text}' is not a length of time", "7d, 72h, or a formula that gives a duration");
            return null;
        });

    private HttpProbe? Probe(Uri? endpoint)
    {
        var isGiven = section.Has("probe");
        var probe = section.Inner("probe", "a request that writes nothing, sent before the first row: a refusal ends the run before it begins");
        var method = probe.Choice("method", ["GET", "HEAD", "POST"], "GET", "the method of the probe");
        var text = probe.Text("url", "where it goes, absolute or from the url's host: /health; by default to the url itself");
        var body = probe.Text("body", "the body of the probe, for POST");
        var good = probe.Texts("sent", "statuses that let the run begin", ["2xx"])!;
        probe.Finish();
        if (!isGiven || endpoint is null) return null;
        if (good.FirstOrDefault(word => StatusSet.Read(word) is null) is { } wrong)
        {
            probe.Wrong("sent", $"'{wrong}' is not a status", "200, 2xx or 500-599");
            return null;
        }

        var url = endpoint;
        if (text is not null && !Uri.TryCreate(endpoint, text, out url))
        {
            probe.Wrong("url", $"'{text}' is not an address", "/health");
            return null;
        }

        // The probe carries the credentials of the rows, so it goes where they go: the same scheme, host and port.
        if (url!.GetLeftPart(UriPartial.Authority) is var asked && asked != endpoint.GetLeftPart(UriPartial.Authority))
        {
            if (!section.Context.IsRehearsal)
            {
                probe.Refuse(
                    "url", $"the probe asks {asked}, and the rows go to {endpoint.GetLeftPart(UriPartial.Authority)}", "ask the host that the rows go to");
                return null;
            }

            url = new(endpoint, url.PathAndQuery);
        }

        return new(new(method), url, Encoding.UTF8.GetBytes(body ?? ""), StatusSet.Of(good));
    }

    private RehearsalHint Rehearsal()
    {
        var rehearsal = section.Inner("rehearsal", "what 'loader rehearse' plays");
        var like = rehearsal.Choice(
            "like",
            ["auto", .. HttpServices.All.Select(service => service.Name)],
            "auto",
            "the service it is like; auto finds it by the host, else any endpoint that takes what the mapping sends");
        var status = rehearsal.Integer("status", 200, 299, 200, "the status with which any endpoint accepts");
        var body = rehearsal.Text("body", "the body with which it accepts", new RehearsalHint().Body)!;
        rehearsal.Finish();
        return new(like == "auto" ? null : like, (int)status, body);
    }

    private void Check(HttpOptions options)
    {
        if ((options.MaxAge is not null || options.MaxAhead is not null) && options.Time is null)
        {
            section.Refuse(options.MaxAge is not null ? "max_age" : "max_ahead", "an age needs the event's time", "add time: = …");
        }

        if (options.InOrder is not null && options.IsGrouped)
        {
            section.Refuse("in_order", "batch.by, and an address or header that rows fill, bring an order of their own", "keep one of them");
        }

        if (options.Body == HttpBody.Form && options.IdField?.Contains('.', StringComparison.Ordinal) == true)
        {
            section.Refuse("event_id_field", "a form has no nested fields");
        }

        if (options.BatchBytes <= options.Before.Length + options.After.Length) section.Refuse("batch", "batch.bytes leaves no room for an event");
        var authorization = options.Headers.Any(header => string.Equals(header.Name, "Authorization", StringComparison.OrdinalIgnoreCase));
        if (authorization && options.Auth is not null) section.Refuse("headers", "auth: sets Authorization", "keep one of them");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

using Loader.Options;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>How events are sent to an HTTP endpoint and how its answers read: all that a destination of the JSON-batch kind consists of.</summary>
internal sealed record HttpOptions
{
    public const int DefaultBatch = 100;
    public const int DefaultBatchBytes = 1_000_000;

    /// <summary>The kind's name.</summary>
    public string Name { get; init; } = "http";

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public required UrlTemplate Url { get; init; }

    public IReadOnlyList<HeaderRule> Headers { get; init; } = [];

    public HttpBody Body { get; init; } = HttpBody.Object;

    /// <summary>What stands around the events of a body. Where <see cref="Envelope"/> computes it, what it is measured by.</summary>
    public byte[] Before { get; init; } = [];

    public byte[] After { get; init; } = [];

    /// <summary>What stands around the events of each request; null where it is the same for all.</summary>
    public IEnvelope? Envelope { get; init; }

    /// <summary>What <c>now</c> is in formulas.</summary>
    public RunStart Start { get; init; } = new();

    public int BatchEvents { get; init; } = 1;

    /// <summary>Bytes of one body at most, before it is compressed.</summary>
    public int BatchBytes { get; init; } = DefaultBatchBytes;

    /// <summary>Only events with one value of this share a request; requests of one value go one after another.</summary>
    public SettingFormula? BatchBy { get; init; }

    /// <summary>Events with one value of this go one request at a time, in the order of the source; others may share their requests.</summary>
    public SettingFormula? InOrder { get; init; }

    /// <summary>No two events with one value of this share a request.</summary>
    public SettingFormula? OneOfEach { get; init; }

    public bool Gzip { get; init; }

    public HttpAuth? Auth { get; init; }

    public AnswerRules Answer { get; init; } = new();

    public Isolation Isolation { get; init; }

    /// <summary>How long a repeated event is ignored; null: not at all.</summary>
    public TimeSpan? IgnoresRepeats { get; init; }

    public IdempotencyKey Idempotency { get; init; }

    /// <summary>The event's id; null: made from the mapping's name and the row's key.</summary>
    public SettingFormula? Id { get; init; }

    /// <summary>The field that carries the id; null: none does.</summary>
    public string? IdField { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public int? MaxEventBytes { get; init; }

    /// <summary>When the event happened.</summary>
    public SettingFormula? Time { get; init; }

    /// <summary>How old an event may be: a duration.</summary>
    public SettingFormula? MaxAge { get; init; }

    /// <summary>How far in the future an event may lie.</summary>
    public TimeSpan? MaxAhead { get; init; }

    /// <summary>Rules of its own that a destination has for its events.</summary>
    public IReadOnlyList<EventCheck> Checks { get; init; } = [];

    /// <summary>Fields that those rules name although an event may lack them.</summary>
    public IReadOnlyList<string> OptionalFields { get; init; } = [];

    public HttpProbe? Probe { get; init; }

    /// <summary>What the embedded endpoint of a rehearsal is like.</summary>
    public RehearsalHint Rehearsal { get; init; } = new();

    /// <summary>What must not be shown when an answer is quoted.</summary>
    public Secrets Secrets { get; init; } = new();

    /// <summary>The name of the load; ids hang on it.</summary>
    public string Load { get; init; } = "";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>See <see cref="IDestination.ArrivalSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Arrival { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether two events of one request must agree on more than where it goes.</summary>
    public bool IsGrouped => BatchEvents > 1 && (BatchBy is not null || !Url.IsConstant || Headers.Any(header => header.Value is not null));

    public Framing Framing =>
        new(
            Before,
            Between,
            Body == HttpBody.Lines ? "\n"u8.ToArray() : After,
            BatchEvents,
            BatchBytes,
            OneLanePerRequest: IsGrouped,
            OneOfEach: OneOfEach is not null,
            Envelope: Envelope);

    public string MediaType => Body switch
    {
        HttpBody.Lines => "application/x-ndjson",
        HttpBody.Form => "application/x-www-form-urlencoded",
        _ => "application/json",
    };

    private byte[] Between => Body switch { HttpBody.Array => ","u8.ToArray(), HttpBody.Lines => "\n"u8.ToArray(), _ => [] };
}

/// <summary>How events stand in a body.</summary>
internal enum HttpBody
{
    /// <summary>One JSON object, one request.</summary>
    Object,

    /// <summary>A JSON list, by itself or inside an envelope.</summary>
    Array,

    /// <summary>One JSON object on each line.</summary>
    Lines,

    /// <summary>One event as <c>name=value&amp;…</c>.</summary>
    Form,
}

/// <summary>How the header <c>Idempotency-Key</c> is written (draft-ietf-httpapi-idempotency-key-header).</summary>
internal enum IdempotencyKey
{
    None,

    /// <summary>The key by itself, as most services read it.</summary>
    Plain,

    /// <summary>In double quotes, as the draft says.</summary>
    Quoted,
}

/// <summary>A header of each request: the same always, or computed from the event.</summary>
internal sealed record HeaderRule(string Name, string? Constant, SettingFormula? Value);

/// <summary>A rule that an event has to meet.</summary>
/// <param name="Holds">True for events that may leave.</param>
/// <param name="Field">The field that a broken rule is about.</param>
/// <param name="Message">What is wrong with an event for which it does not hold.</param>
internal sealed record EventCheck(SettingFormula Holds, string Field, string Message);

/// <summary>What a rehearsal of this destination is told.</summary>
/// <param name="Like">The service whose rules the endpoint follows; null: found by the host, else any webhook.</param>
/// <param name="Status">The status of its acceptance.</param>
/// <param name="Body">The body of its acceptance.</param>
internal sealed record RehearsalHint(string? Like = null, int Status = 200, string Body = """{"status":"ok"}""");

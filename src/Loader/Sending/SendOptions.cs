using Loader.Sending.Adaptive;

namespace Loader.Sending;

/// <summary>How fast and how stubbornly to send: the <c>send:</c> section of a mapping.</summary>
public sealed record SendOptions
{
    public const int DefaultParallel = 16;
    public const int DefaultAttempts = 8;

    /// <summary>Requests in flight at most; exactly as many connections are opened on a healthy endpoint.</summary>
    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>Finds the number of requests in flight while sending; <see cref="Parallel"/> is then its upper bound. Null: it is fixed.</summary>
    public AdaptiveBounds? Adaptive { get; init; }

    /// <summary>How often one request is tried at most, the first time included.</summary>
    public int Attempts { get; init; } = DefaultAttempts;

    /// <summary>How long one attempt may take, from its first byte to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a request may go on being tried: its attempts and its own waits between them, not the pauses of the whole endpoint. No
    /// attempt begins after that. Null: as long as <see cref="Attempts"/> last.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How long a run waits for an endpoint where nobody listens, before its first row and in between.</summary>
    public TimeSpan WaitForEndpoint { get; init; }

    /// <summary>At most this many requests, events and body bytes per second, over all senders. Null: no limit.</summary>
    public double? RequestsPerSecond { get; init; }

    public double? EventsPerSecond { get; init; }

    public double? BytesPerSecond { get; init; }

    /// <summary>The longest wait that a server's <c>Retry-After</c> is believed.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What to do with events whose answer was lost; null: resend where the destination ignores repeats, else hold.</summary>
    public UncertainPolicy? Uncertain { get; init; }

    /// <summary>How long a request that has room for more events waits for them while the source is slow.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long nearly every request may fail before the run ends; it can be resumed.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long requests in flight may take to finish once the run has been asked to stop.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What to do with an event that left and whose answer was never read.</summary>
public enum UncertainPolicy
{
    /// <summary>Leave it for a person; the books name it.</summary>
    Hold,

    /// <summary>Send it again; it may then arrive twice.</summary>
    Resend,
}

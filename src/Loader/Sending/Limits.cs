using System.Threading.RateLimiting;
using Loader.Sending.Pacing;

namespace Loader.Sending;

/// <summary>The limits of one endpoint, shared by all its senders: requests, events and body bytes per second. Every attempt counts.</summary>
internal sealed class Limits : IDisposable
{
    private readonly RateLimiter? requests;
    private readonly RateLimiter? events;
    private readonly RateLimiter? bytes;

    private Limits(SendOptions options, TimeProvider clock)
    {
        requests = Limiter(options.RequestsPerSecond, clock);
        events = Limiter(options.EventsPerSecond, clock);
        bytes = Limiter(options.BytesPerSecond, clock);
    }

    /// <summary>Null when nothing is limited: then nothing is asked either.</summary>
    public static Limits? From(SendOptions options, TimeProvider clock) =>
        options is { RequestsPerSecond: null, EventsPerSecond: null, BytesPerSecond: null } ? null : new(options, clock);

    public async ValueTask WaitAsync(int eventCount, int byteCount, CancellationToken stop)
    {
        if (requests is not null) await requests.AcquireAsync(1, stop);
        if (events is not null) await events.AcquireAsync(eventCount, stop);
        if (bytes is not null) await bytes.AcquireAsync(byteCount, stop);
    }

    public void Dispose()
    {
        requests?.Dispose();
        events?.Dispose();
        bytes?.Dispose();
    }

    private static PacedLimiter? Limiter(double? perSecond, TimeProvider clock) => perSecond is { } rate ? new(rate, clock) : null;
}

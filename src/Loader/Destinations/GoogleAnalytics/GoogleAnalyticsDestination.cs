using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Sending;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>A configured collector.</summary>
internal sealed class GoogleAnalyticsDestination(GoogleAnalyticsOptions options) : IDestination
{
    public string Name => "google_analytics";

    public GoogleAnalyticsOptions Options => options;

    public IProtocol Protocol { get; } = new GoogleAnalyticsProtocol(options);

    public IReadOnlyDictionary<string, string> ArrivalSettings => options.Arrival;

    /// <summary>There is none: the protocol answers every request alike.</summary>
    public ReadOnlyMemory<byte>? Probe => null;

    public IPacker? Bind(EventShape shape, FindingList findings) =>
        new HitBinding(shape, options, findings).Bind() is { } bound ? new HitPacker(bound, options) : null;

    public ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body) => null;

    public void AddressProbe(HttpRequestMessage request)
    {
    }
}

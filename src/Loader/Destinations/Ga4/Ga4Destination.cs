using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Sending;

namespace Loader.Destinations.Ga4;

/// <summary>A configured stream of a Google Analytics 4 property.</summary>
internal sealed class Ga4Destination(Ga4Options options) : IDestination, IEventValidation
{
    public string Name => "ga4";

    public Ga4Options Options => options;

    public IProtocol Protocol { get; } = new Ga4Protocol(options);

    public IReadOnlyDictionary<string, string> ArrivalSettings => options.Arrival;

    /// <summary>There is none: the debug endpoint checks neither the secret nor the stream.</summary>
    public ReadOnlyMemory<byte>? Probe => null;

    public int EventsToValidate => options.Validate ? Ga4Validation.Events : 0;

    public HttpRequestMessage Validation(ReadOnlySpan<byte> body, ReadOnlySpan<byte> note) => Ga4Validation.Request(body, note, options);

    public IReadOnlyList<string> ReadValidation(int status, ReadOnlySpan<byte> answer) => Ga4Validation.Read(status, answer);

    public IPacker? Bind(EventShape shape, FindingList findings) =>
        new Ga4Binding(shape, options, findings).Bind() is { } bound ? new Ga4Packer(bound, options) : null;

    public ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body) => null;

    public void AddressProbe(HttpRequestMessage request)
    {
    }
}

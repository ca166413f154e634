using System.Text.Json;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Sending;

namespace Loader.Destinations.Snowplow;

/// <summary>A configured collector.</summary>
internal sealed class SnowplowDestination(SnowplowOptions options) : IDestination
{
    private readonly SnowplowProtocol protocol = new(options);

    public string Name => "snowplow";

    public SnowplowOptions Options => options;

    public IProtocol Protocol => protocol;

    public IReadOnlyDictionary<string, string> ArrivalSettings => options.Arrival;

    /// <summary>None: whatever a collector takes it stores, and its health page is not on every proxy's way.</summary>
    public ReadOnlyMemory<byte>? Probe => null;

    /// <summary>The parameter <c>eid</c>, which becomes the column event_id.</summary>
    public string? EventIdOf(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("eid"u8))
            {
                return reader.Read() ? reader.GetString() : null;
            }
        }

        return null;
    }

    public IPacker? Bind(EventShape shape, FindingList findings) => new SnowplowBinding(shape, options, findings).Bind();

    public ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body) => null;

    public void AddressProbe(HttpRequestMessage request)
    {
        // There is no probe.
    }
}

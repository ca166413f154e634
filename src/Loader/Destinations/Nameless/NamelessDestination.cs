using System.Text.Json;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Sending;

namespace Loader.Destinations.Nameless;

/// <summary>A configured tag.</summary>
internal sealed class NamelessDestination(NamelessOptions options) : IDestination
{
    private readonly NamelessProtocol protocol = new(options);
    private readonly NamelessProbe? probe = options.Version == NamelessVersion.Seed ? null : new(options);

    public string Name => "nameless";

    public NamelessOptions Options => options;

    public IProtocol Protocol => protocol;

    public IReadOnlyDictionary<string, string> ArrivalSettings => options.Arrival();

    /// <summary>A query that stores nothing; the seed's payload has no tag that could be asked.</summary>
    public ReadOnlyMemory<byte>? Probe => probe?.Body;

    /// <summary>The <c>event_id</c> as it left; the server puts the session in front of it.</summary>
    public string? EventIdOf(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("event_id"u8))
            {
                return reader.Read() ? reader.GetString() : null;
            }
        }

        return null;
    }

    public IPacker? Bind(EventShape shape, FindingList findings)
    {
        if (new NamelessBinding(shape, options, findings).Bind() is not { } bound) return null;
        IBodyForm form = options.Version switch
        {
            NamelessVersion.Tag2025 => new Body2025(options),
            NamelessVersion.Seed => new BodySeed(options),
            _ => new Body2026(options),
        };
        return new NamelessPacker(bound, options, form);
    }

    public ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body) => probe?.Read(status, body);

    public void AddressProbe(HttpRequestMessage request)
    {
        if (probe is not null) protocol.Address(request, [probe.Note]);
    }
}

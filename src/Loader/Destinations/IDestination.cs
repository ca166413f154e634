using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sending;

namespace Loader.Destinations;

/// <summary>A configured destination: its contract for events, and its protocol for requests and answers.</summary>
public interface IDestination
{
    /// <summary>The kind's name.</summary>
    string Name { get; }

    IProtocol Protocol { get; }

    /// <summary>
    /// The settings that change what arrives (form, ids, job), by the name they have in a mapping: part of what books describe, since a load that goes on
    /// under others would arrive in two halves. Never a secret; where one changes what arrives, a check value of it.
    /// </summary>
    IReadOnlyDictionary<string, string> ArrivalSettings => new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What <c>now</c> is in formulas of the settings: the load's start. Said before the first event is packed.</summary>
    void BeginAt(in Value now)
    {
    }

    /// <summary>
    /// Checks a mapping's event against the contract before the first row: fields that are missing, unknown, or constant and wrong
    /// become findings. Null when no row could be packed.
    /// </summary>
    IPacker? Bind(EventShape shape, FindingList findings);

    /// <summary>
    /// The id under which an event stands at the destination, read back from its body: an uncertain row is looked up by it. Null where
    /// events have none.
    /// </summary>
    string? EventIdOf(ReadOnlySpan<byte> body) => null;

    /// <summary>
    /// A request that writes nothing and shows whether path, origin and credentials are right, to be sent before the first row; null
    /// when the destination has none. Its answer is read by <see cref="ReadProbe"/>.
    /// </summary>
    ReadOnlyMemory<byte>? Probe { get; }

    /// <summary>What the answer to the probe means: null when the run may begin, else what is wrong and what to do about it.</summary>
    ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body);

    /// <summary>Sets method and headers of the probe's request.</summary>
    void AddressProbe(HttpRequestMessage request);
}

/// <summary>Why the run must not begin.</summary>
public sealed record ProbeRefusal(string Code, string Reason, string Hint);

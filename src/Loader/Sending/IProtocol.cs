using System.Net.Http.Headers;

namespace Loader.Sending;

/// <summary>
/// How requests of one destination look and how its answers read. Implemented by destinations; called from many senders
/// at once, so it keeps no state of a request.
/// </summary>
public interface IProtocol
{
    /// <summary>Where requests go.</summary>
    Uri Endpoint { get; }

    /// <summary>What stands around and between the events of one body, and how many fit.</summary>
    Framing Framing { get; }

    /// <summary>How a bad event is found in a request that was refused as a whole.</summary>
    Isolation Isolation { get; }

    /// <summary>
    /// Whether the destination ignores an event it has had before: then an event whose answer was lost is simply sent again,
    /// otherwise it stays uncertain.
    /// </summary>
    bool IgnoresRepeats { get; }

    /// <summary>
    /// For how long it ignores them, counted from when the event first left; null: for ever. Without meaning where it does not
    /// (<see cref="IgnoresRepeats"/>).
    /// </summary>
    TimeSpan? RepeatWindow => null;

    /// <summary>
    /// The body as it leaves: compressed, where the destination reads that. Once for all attempts at a request; the same body gives the same bytes.
    /// </summary>
    ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> body) => body;

    /// <summary>
    /// Puts what has to happen at each attempt before the connections: a token that is fetched and renewed, a signature with the time in it. The
    /// handler it gives back owns <paramref name="connections"/>.
    /// </summary>
    HttpMessageHandler Through(HttpMessageHandler connections) => connections;

    /// <summary>Sets method and headers (not the body) for a request holding these events; <paramref name="notes"/> are theirs.</summary>
    void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes);

    /// <summary>Reads an answer.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="body">The whole body, at most the sender's limit; a longer one never gets here.</param>
    /// <param name="bodies">The events that were sent, in order.</param>
    /// <param name="notes">Their notes.</param>
    Answer Read(
        int status,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
        ReadOnlySpan<ReadOnlyMemory<byte>> notes);
}

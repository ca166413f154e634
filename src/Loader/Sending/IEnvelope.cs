using System.Buffers;

namespace Loader.Sending;

/// <summary>
/// What stands around the events of a body where it is computed from them: their number, a hash. Asked for each request, by many senders at once; the
/// same events always give the same bytes.
/// </summary>
public interface IEnvelope
{
    /// <summary>Appends what stands before the events, then what stands behind them. A reason when that cannot be computed.</summary>
    /// <param name="events">The bodies of the request's events, in order.</param>
    /// <param name="output">Where bytes go.</param>
    /// <param name="before">How many of them stand before the events.</param>
    string? Write(ReadOnlySpan<ReadOnlyMemory<byte>> events, ArrayBufferWriter<byte> output, out int before);
}

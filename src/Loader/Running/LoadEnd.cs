using Loader.Sending;

namespace Loader.Running;

/// <summary>How a load ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rows">The number of the last row that the source gave.</param>
/// <param name="GivenBack">How many of these rows were to be sent and are as unreached as before.</param>
/// <param name="Sending">What the senders did.</param>
/// <param name="PayloadHash">The hash over this run's payloads.</param>
internal sealed record LoadEnd(EndReason Reason, long Rows, long GivenBack, SendingResult Sending, string PayloadHash)
{
    /// <summary>Uncertain rows that were settled by hand.</summary>
    public long Settled { get; init; }
}

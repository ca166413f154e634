using Loader.Sending;

namespace Loader.Running;

/// <summary>How a load ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rows">The number of the last row that the source gave.</param>
/// <param name="Sending">What the senders did.</param>
/// <param name="PayloadHash">The hash over this run's payloads.</param>
internal sealed record LoadEnd(EndReason Reason, long Rows, SendingResult Sending, string PayloadHash);

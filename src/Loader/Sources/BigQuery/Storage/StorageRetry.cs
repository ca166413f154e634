using Loader.Sources.BigQuery.Storage.Grpc;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>
/// When a call is made again, and after what pause. Google's own clients do the same (default retry of CreateReadSession, the resuming of ReadRows).
/// </summary>
/// <param name="FirstPause">The pause before the second try; each later one is longer by <see cref="Growth"/>.</param>
/// <param name="LongestPause">No pause is longer, unless the server asks for it.</param>
/// <param name="Patience">For how long a call without any success is tried again.</param>
internal sealed record StorageRetry(TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan Patience)
{
    private const double Growth = 1.3;

    /// <summary>What the client libraries of BigQuery find in messages of INTERNAL errors that are lost connections.</summary>
    private static readonly string[] LostConnections =
        ["RST_STREAM", "HTTP/2 error code: INTERNAL_ERROR", "Connection closed with unknown cause", "Received unexpected EOS on DATA frame"];

    public static StorageRetry Default { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(10));

    /// <summary>Whether a session that could not be made is asked for again.</summary>
    public static bool IsWorthAsking(GrpcStatus status) => status.Code is GrpcCode.Unavailable or GrpcCode.DeadlineExceeded;

    /// <summary>Whether a stream that broke is read on from where it was.</summary>
    public static bool IsWorthResuming(GrpcStatus status) => status.Code switch
    {
        GrpcCode.Unavailable or GrpcCode.Unknown => true,
        GrpcCode.Internal => LostConnections.Any(words => status.Message.Contains(words, StringComparison.OrdinalIgnoreCase)),
        GrpcCode.ResourceExhausted => status.RetryAfter is not null,
        GrpcCode.DeadlineExceeded => true,
        _ => false,
    };

    /// <summary>The pause before the next try; null when there is none.</summary>
    /// <param name="failures">How often it failed since anything succeeded, 1 or more.</param>
    /// <param name="since">How long ago the first of these failures was.</param>
    public TimeSpan? Pause(GrpcStatus status, int failures, TimeSpan since)
    {
        var own = FirstPause * Math.Pow(Growth, Math.Min(failures - 1, 100));
        var pause = own > LongestPause ? LongestPause : own;
        if (status.RetryAfter is { } asked && asked > pause) pause = asked;
        return since + pause <= Patience ? pause : null;
    }
}

using Loader.Sources.BigQuery.Storage.Grpc;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>Makes sessions and begins to read their streams, all over one connection.</summary>
internal sealed class StorageOpening(StorageCalls calls, IAccessTokens tokens, StorageRetry retry, TimeProvider clock) : IDisposable
{
    /// <summary>More streams than this only wait for each other: one alone is faster than most destinations.</summary>
    private const int MostStreams = 4;

    /// <summary>An emulator without a gRPC port, a firewall: REST is there at once.</summary>
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(10);

    /// <summary>A session, asked for as long as that is worth it.</summary>
    /// <exception cref="GrpcException">There is none to be had.</exception>
    /// <param name="wanted">The rows.</param>
    /// <param name="isNeeded">Whether there is no other way; else it is not asked for long.</param>
    /// <param name="stop">Ends the asking.</param>
    public async ValueTask<StorageSession> CreateAsync(RowsWanted wanted, bool isNeeded, CancellationToken stop)
    {
        var signIn = new StorageSignIn(tokens);
        var patient = isNeeded ? retry : retry with { Patience = ShortPatience };
        var began = clock.GetTimestamp();
        for (int failures = 1, refusals = 0; ; failures++)
        {
            try
            {
                return await calls.CreateAsync(wanted, wanted.IsOrdered ? 1 : MostStreams, signIn, stop);
            }
            catch (GrpcException refused) when (refused.Status.Code == GrpcCode.Unauthenticated && refusals++ == 0)
            {
                signIn.Refused();
            }
            catch (GrpcException broken) when (
                StorageRetry.IsWorthAsking(broken.Status) && patient.Pause(broken.Status, failures, clock.GetElapsedTime(began)) is { } pause)
            {
                await Task.Delay(pause, clock, stop);
            }
        }
    }

    public StreamReading Read(string stream, long offset) => new(calls, stream, offset, new(tokens), retry, clock);

    public void Dispose() => calls.Dispose();
}

using Loader.Sources.BigQuery;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>Gives t1 until it is refused, then t2, and so on.</summary>
internal sealed class Tokens : IAccessTokens
{
    private int current = 1;

    public string Current => $"t{Volatile.Read(ref current)}";

    public ValueTask<AccessToken> GetAsync(string? refused, CancellationToken stop)
    {
        if (refused == Current) Interlocked.Increment(ref current);
        return new(new AccessToken(Current, "quota"));
    }
}

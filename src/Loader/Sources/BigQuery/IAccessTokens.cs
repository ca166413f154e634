namespace Loader.Sources.BigQuery;

/// <summary>Gives tokens as long as a reading takes, renewed in time.</summary>
internal interface IAccessTokens
{
    /// <summary>The token for the next request.</summary>
    /// <param name="refused">The token that the server just refused (401, UNAUTHENTICATED): another one is needed. Null: the one at hand serves.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <exception cref="SourceException">There are no usable credentials.</exception>
    ValueTask<AccessToken> GetAsync(string? refused, CancellationToken stop);
}

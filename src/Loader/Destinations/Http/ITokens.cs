namespace Loader.Destinations.Http;

/// <summary>Gives access tokens. Called from many senders at once; fetches at most one at a time.</summary>
internal interface ITokens : IDisposable
{
    /// <summary>A token that is good now.</summary>
    /// <param name="refused">The token that the destination has just refused: it is not given again. Null: none was.</param>
    /// <exception cref="HttpRequestException">Whoever gives tokens could not be reached, or was in trouble: try again.</exception>
    ValueTask<Token> GetAsync(string? refused, CancellationToken stop);
}

/// <summary>A token, or why there is none and will be none.</summary>
internal readonly record struct Token(string? Text, string? Refusal);

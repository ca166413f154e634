namespace Loader.Destinations.Http;

/// <summary>What a rehearsal signs in with: nobody is asked.</summary>
internal sealed class FixedToken(string text) : ITokens
{
    public ValueTask<Token> GetAsync(string? refused, CancellationToken stop) => new(new Token(text, null));

    public void Dispose()
    {
    }
}

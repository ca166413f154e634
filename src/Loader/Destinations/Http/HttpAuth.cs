namespace Loader.Destinations.Http;

/// <summary>How requests prove who sends them.</summary>
internal abstract class HttpAuth
{
    /// <summary>Sets what is the same for every request.</summary>
    public virtual void Address(HttpRequestMessage request)
    {
    }

    /// <summary>Puts what each attempt needs before the connections; null when nothing.</summary>
    public virtual HttpMessageHandler? Through(HttpMessageHandler connections, TimeProvider clock) => null;
}

/// <summary>A header that never changes: a bearer token, a user name and password, a key.</summary>
internal sealed class HeaderAuth(string name, string value) : HttpAuth
{
    public override void Address(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation(name, value);
}

/// <summary>A token that is fetched, and renewed before it ends or when it is refused.</summary>
internal sealed class TokenAuth(Func<TimeProvider, ITokens> tokens) : HttpAuth
{
    public override HttpMessageHandler Through(HttpMessageHandler connections, TimeProvider clock) => new TokenHandler(tokens(clock), connections);
}

/// <summary>A signature over each body.</summary>
internal sealed class SignatureAuth(BodySignature signature) : HttpAuth
{
    public override HttpMessageHandler Through(HttpMessageHandler connections, TimeProvider clock) => new SignatureHandler(signature, clock, connections);
}

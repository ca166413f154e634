using System.Net;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>
/// Sends each request with a token. A 401 renews the token once and sends the request again: a 401 says that nothing of it was accepted.
/// When no token is to be had, the request does not leave, and its answer is a 401 that says why.
/// </summary>
internal sealed class TokenHandler(ITokens tokens, HttpMessageHandler connections) : DelegatingHandler(connections)
{
    private const string Authorization = "Authorization";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(refused: null, cancellationToken);
        if (token.Text is null) return Unauthorized(token.Refusal);
        Set(request, token.Text);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;

        // Whatever goes wrong from here on, the refused request has not been accepted.
        (request.Content as BodyContent)?.BeginAttempt();
        var renewed = await tokens.GetAsync(refused: token.Text, cancellationToken);
        if (renewed.Text == token.Text) return response;
        response.Dispose();
        if (renewed.Text is null) return Unauthorized(renewed.Refusal);
        Set(request, renewed.Text);
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) tokens.Dispose();
        base.Dispose(disposing);
    }

    private static void Set(HttpRequestMessage request, string token)
    {
        request.Headers.Remove(Authorization);
        request.Headers.TryAddWithoutValidation(Authorization, "Bearer " + token);
    }

    private static HttpResponseMessage Unauthorized(string? why) =>
        new(HttpStatusCode.Unauthorized) { Content = new StringContent(why ?? "no access token") };
}

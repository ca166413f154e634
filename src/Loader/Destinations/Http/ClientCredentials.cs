using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>The client credentials grant of OAuth 2.0 (RFC 6749, 4.4).</summary>
/// <param name="TokenUrl">Where tokens are given.</param>
/// <param name="ClientId">Who asks.</param>
/// <param name="ClientSecret">The proof.</param>
/// <param name="Scope">What for; null: the server's choice.</param>
/// <param name="Audience">For whom; not in the RFC, and asked for by some servers.</param>
/// <param name="InBody">Whether id and secret stand in the form instead of a Basic header (RFC 6749, 2.3.1).</param>
internal sealed record TokenRequest(Uri TokenUrl, string ClientId, string ClientSecret, string? Scope, string? Audience, bool InBody);

/// <summary>Fetches tokens by client credentials, renews them shortly before they end, and keeps them from being shown.</summary>
internal sealed class ClientCredentials(TokenRequest asks, Secrets secrets, TimeProvider clock) : ITokens
{
    private const int LongestAnswer = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim one = new(1);
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LongestAnswer,
    };
    private Held? held;

    public async ValueTask<Token> GetAsync(string? refused, CancellationToken stop)
    {
        if (Good(refused) is { } good) return good;
        await one.WaitAsync(stop);
        try
        {
            return Good(refused) ?? await FetchAsync(stop);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        one.Dispose();
    }

    private Token? Good(string? refused)
    {
        var now = Volatile.Read(ref held);
        return now is not null && now.Text != refused && (now.RenewAt is null || clock.GetUtcNow() < now.RenewAt) ? new(now.Text, null) : null;
    }

    private async Task<Token> FetchAsync(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, asks.TokenUrl) { Content = new FormUrlEncodedContent(Form()) };
        if (!asks.InBody)
        {
            var pair = $"{Uri.EscapeDataString(asks.ClientId)}:{Uri.EscapeDataString(asks.ClientSecret)}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await client.SendAsync(request, stop);
        var status = (int)response.StatusCode;
        if (status is 408 or 429 or >= 500) throw new HttpRequestException(FormattableString.Invariant($"{asks.TokenUrl.Host} gave no token: HTTP {status}"));
        var body = await response.Content.ReadAsByteArrayAsync(stop);
        if (status != 200 || Read(body) is not { } token)
        {
            return new(null, FormattableString.Invariant($"{asks.TokenUrl.Host} gave no token: HTTP {status} {ErrorIn(body)}"));
        }

        secrets.Add(token.Text);
        Volatile.Write(ref held, token);
        return new(token.Text, null);
    }

    private IEnumerable<KeyValuePair<string, string>> Form()
    {
        yield return new("grant_type", "client_credentials");
        if (asks.Scope is { } scope) yield return new("scope", scope);
        if (asks.Audience is { } audience) yield return new("audience", audience);
        if (!asks.InBody) yield break;
        yield return new("client_id", asks.ClientId);
        yield return new("client_secret", asks.ClientSecret);
    }

    private Held? Read(byte[] body)
    {
        if (Parse(body) is not { ValueKind: JsonValueKind.Object } json
            || TextOf(json, "access_token") is not { Length: > 0 } token
            || !HeaderSettings.IsValue(token)) return null;
        if (!json.TryGetProperty("expires_in", out var ends) || Seconds(ends) is not { } seconds) return new(token, null);
        var life = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 31_536_000));
        return new(token, clock.GetUtcNow() + life - (life / 10 < Early ? life / 10 : Early));
    }

    /// <summary>How long a token lives; some servers write the number as a text. Null: it is not said.</summary>
    private static long? Seconds(JsonElement ends) => ends.ValueKind switch
    {
        JsonValueKind.Number when ends.TryGetInt64(out var seconds) => seconds,
        JsonValueKind.String when long.TryParse(ends.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => seconds,
        _ => null,
    };

    /// <summary>The word that the server gives for its refusal (RFC 6749, 5.2); nothing else of the body is repeated.</summary>
    private static string ErrorIn(byte[] body) =>
        Parse(body) is { ValueKind: JsonValueKind.Object } json ? TextOf(json, "error") ?? "" : "";

    private static string? TextOf(JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair, which is no text
        }
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // a page of something before the token's server
        }
    }

    private sealed record Held(string Text, DateTimeOffset? RenewAt);
}

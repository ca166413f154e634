using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>
/// Access tokens by Google's own library: a service account, a user's sign-in, a workload identity. It keeps and renews them. The only class
/// here that names that library, so that it is loaded by who uses it and nobody else.
/// </summary>
/// <param name="scope">What the token is for.</param>
/// <param name="credentials">A credentials file; null: what the machine has (Application Default Credentials).</param>
internal sealed class GoogleTokens(string scope, string? credentials, Secrets secrets) : ITokens
{
    private readonly SemaphoreSlim one = new(1);
    private ITokenAccess? access;

    public async ValueTask<Token> GetAsync(string? refused, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            // The library has no way to be told that a token was refused; signing in anew has the same effect.
            if (access is null || refused is not null) access = (ITokenAccess)(await SignInAsync(stop)).CreateScoped(scope);
            var token = await access.GetAccessTokenForRequestAsync(cancellationToken: stop);
            secrets.Add(token);
            return new(token, null);
        }
        catch (TokenResponseException refusal)
        {
            return new(null, $"Google gave no token: {refusal.Error?.Error ?? refusal.Message}");
        }
        catch (Exception unusable) when (unusable is InvalidOperationException or IOException or UnauthorizedAccessException or JsonException)
        {
            return new(null, $"Google's credentials cannot be used: {unusable.Message}");
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<GoogleCredential> SignInAsync(CancellationToken stop)
    {
        if (credentials is null) return await GoogleCredential.GetApplicationDefaultAsync(stop);
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(credentials, stop));
        var kind = file.RootElement.ValueKind == JsonValueKind.Object && file.RootElement.TryGetProperty("type", out var type) ? type.GetString() : null;
        if (kind is null) throw new InvalidOperationException($"{credentials} is not a credentials file: it has no \"type\"");
        return await CredentialFactory.FromFileAsync(credentials, kind, stop);
    }
}

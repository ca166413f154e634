using System.Net;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Loader.Options;
using IHttpClientFactory = Google.Apis.Http.IHttpClientFactory;

namespace Loader.Destinations.Http;

/// <summary>
/// Access tokens by Google's own library: a service account, a user's sign-in, a workload identity, the machine itself. It keeps them and renews
/// them before they end. The only class here that names that library, so that it is loaded by who uses it and nobody else.
/// </summary>
/// <param name="scope">What the token is for.</param>
/// <param name="credentials">A credentials file; null: what the machine has (Application Default Credentials).</param>
/// <param name="clients">What the library opens connections with; null: its own.</param>
internal sealed class GoogleTokens(string scope, string? credentials, Secrets secrets, IHttpClientFactory? clients = null) : ITokens
{
    private readonly SemaphoreSlim one = new(1);
    private GoogleCredential? signedIn;
    private string? given;

    public async ValueTask<Token> GetAsync(string? refused, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            signedIn ??= await SignInAsync(stop);

            // Many senders may have had the same token refused; the first to come here renews it for all of them.
            if (refused is not null && refused == given) await RenewAsync(signedIn, stop);
            given = await ((ITokenAccess)signedIn).GetAccessTokenForRequestAsync(cancellationToken: stop);
            secrets.Add(given);
            return new(given, null);
        }
        catch (TokenResponseException refusal) when (refusal.StatusCode is { } status && IsPassing(status))
        {
            throw new HttpRequestException(FormattableString.Invariant($"Google gave no token: HTTP {(int)status}"), refusal, status);
        }
        catch (TokenResponseException refusal)
        {
            return new(null, $"Google gave no token: {refusal.Error?.Error ?? refusal.Message}");
        }
        catch (SubjectTokenException unusable) when (unusable.GetBaseException() is HttpRequestException)
        {
            throw new HttpRequestException($"no token for Google: {unusable.Message}", unusable);
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            return new(null, $"Google's credentials cannot be used: {unusable.Message}");
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private static bool IsPassing(HttpStatusCode status) => (int)status is 408 or 429 or >= 500;

    private static bool IsUnusable(Exception what) =>
        what is InvalidOperationException or IOException or UnauthorizedAccessException or JsonException or FormatException or ArgumentException or SubjectTokenException;

    /// <summary>The library does not notice that a token was refused before its time: it is told to ask for another.</summary>
    private static Task RenewAsync(GoogleCredential signedIn, CancellationToken stop) => signedIn.UnderlyingCredential switch
    {
        UserCredential user => user.RefreshTokenAsync(stop),
        ServiceCredential service => service.RequestAccessTokenAsync(stop),
        _ => Task.CompletedTask,
    };

    private async Task<GoogleCredential> SignInAsync(CancellationToken stop)
    {
        var credential = credentials is null ? await GoogleCredential.GetApplicationDefaultAsync(stop) : await FromFileAsync(credentials, stop);
        if (clients is not null) credential = credential.CreateWithHttpClientFactory(clients);
        return credential.CreateScoped(scope);
    }

    private static async Task<GoogleCredential> FromFileAsync(string path, CancellationToken stop)
    {
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(path, stop));
        var kind = file.RootElement.ValueKind == JsonValueKind.Object && file.RootElement.TryGetProperty("type", out var type) ? type.GetString() : null;
        if (kind is null) throw new InvalidOperationException($"{path} is not a credentials file: it has no \"type\"");
        return await CredentialFactory.FromFileAsync(path, kind, stop);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Loader.Mappings.Findings;
using Loader.Options;

namespace Loader.Sources.BigQuery.SignIn;

/// <summary>
/// Tokens by Google's own library, in every way it knows: a service account's key, a user's sign-in, the metadata server, workload identity federation,
/// impersonation. It keeps and renews them. The only class here that names that library.
/// </summary>
/// <param name="credentials">A file, or its JSON; null: what the machine has (Application Default Credentials).</param>
/// <param name="impersonate">The service account to act as; null: oneself.</param>
/// <param name="place">Where findings point.</param>
/// <param name="secrets">Learns each token, so that none is ever shown.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore holds nothing as long as nobody asks for its wait handle.")]
internal sealed class GoogleAccess(string? credentials, string? impersonate, Place place, Secrets secrets) : IAccessTokens
{
    private const string Scope = "https://www.googleapis.com/auth/bigquery";
    private const string CloudScope = "https://www.googleapis.com/auth/cloud-platform";
    private const string QuotaHeader = "x-goog-user-project";

    private readonly SemaphoreSlim one = new(1);
    private GoogleCredential? credential;

    public async ValueTask<AccessToken> GetAsync(string? refused, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            credential ??= await SignInAsync(stop);
            var token = await ((ITokenAccessWithHeaders)credential).GetAccessTokenWithHeadersForRequestAsync(null, stop);
            if (refused is not null && token.AccessToken == refused && await RenewAsync(credential, stop))
            {
                token = await ((ITokenAccessWithHeaders)credential).GetAccessTokenWithHeadersForRequestAsync(null, stop);
            }

            secrets.Add(token.AccessToken);
            return new(token.AccessToken, token.Headers.TryGetValue(QuotaHeader, out var quota) && quota.Count > 0 ? quota[0] : null);
        }
        catch (TokenResponseException refusal)
        {
            throw Unusable(
                $"Google gives no token: {refusal.Error?.Error ?? refusal.Message}{(refusal.Error?.ErrorDescription is { } why ? ": " + why : "")}", refusal);
        }
        catch (Exception unusable) when (
            unusable is InvalidOperationException or IOException or UnauthorizedAccessException or JsonException or FormatException or ArgumentException)
        {
            throw Unusable($"Google's credentials cannot be used: {unusable.Message}", unusable);
        }
        catch (HttpRequestException lost)
        {
            throw Unusable($"Google's sign-in cannot be reached: {lost.Message}", lost);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The library does not learn from its cache that a token was refused: it has to be told to fetch another.</summary>
    private static async ValueTask<bool> RenewAsync(GoogleCredential credential, CancellationToken stop) => credential.UnderlyingCredential switch
    {
        ServiceCredential service => await service.RequestAccessTokenAsync(stop),
        UserCredential user => await user.RefreshTokenAsync(stop),
        _ => false,
    };

    private async Task<GoogleCredential> SignInAsync(CancellationToken stop)
    {
        var found = await FindAsync(stop);
        if (impersonate is not null)
        {
            if (found.IsCreateScopedRequired) found = found.CreateScoped(CloudScope);
            return found.Impersonate(new(impersonate) { Scopes = [Scope] });
        }

        return found.IsCreateScopedRequired ? found.CreateScoped(Scope) : found;
    }

    private async Task<GoogleCredential> FindAsync(CancellationToken stop)
    {
        if (credentials is null) return await GoogleCredential.GetApplicationDefaultAsync(stop);
        var json = credentials.TrimStart().StartsWith('{') ? credentials : await File.ReadAllTextAsync(credentials, stop);
        using var document = JsonDocument.Parse(json);
        var type = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("type", out var kind)
            ? kind.GetString()
            : null;
        return type is null
            ? throw new FormatException("they have no \"type\": that is not a credentials file")
            : CredentialFactory.FromJson(json, type);
    }

    private SourceException Unusable(string message, Exception cause) => new(
        new(
            BigQueryCodes.NoCredentials,
            place,
            secrets.Redact(message),
            "gcloud auth application-default login, GOOGLE_APPLICATION_CREDENTIALS, or credentials: ${NAME}"), cause);
}

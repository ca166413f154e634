using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Apis.Http;
using Loader.Destinations.Http;
using Loader.Options;
using Loader.Tests.Sending;
using Loader.Tests.Sources;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Destinations.Http;

/// <summary>
/// Every way to sign in with Google, through Google's own library, at a server on loopback that gives tokens. What the machine itself has is in
/// the tests of the executable, because the library asks its environment once in a process.
/// </summary>
public sealed class GoogleTokensTests : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/datamanager";

    private static readonly Lazy<string> Key = new(static () =>
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    });

    private readonly TemporaryFolder folder = new();
    private readonly Secrets secrets = new();
    private int given;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_service_account_asks_where_its_key_says_and_keeps_the_token()
    {
        await using var google = await StartAsync();
        using var tokens = Tokens(ServiceAccount(google.Address));

        var first = await tokens.GetAsync(null, CancellationToken.None);
        var second = await tokens.GetAsync(null, CancellationToken.None);

        Assert.Equal(new("token-1", null), first);
        Assert.Equal(first, second);
        var asked = Assert.Single(google.Bodies);
        Assert.Contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer", asked, StringComparison.Ordinal);
        Assert.Contains("\"scope\":\"" + Scope + "\"", Claims(asked), StringComparison.Ordinal);
        Assert.DoesNotContain("token-1", secrets.Redact("refused: token-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_many_senders_had_refused_is_renewed_once()
    {
        await using var google = await StartAsync();
        using var tokens = Tokens(ServiceAccount(google.Address));
        await tokens.GetAsync(null, CancellationToken.None);

        var renewed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tokens.GetAsync("token-1", CancellationToken.None).AsTask()));

        Assert.All(renewed, token => Assert.Equal(new("token-2", null), token));
        Assert.Equal(2, google.Bodies.Count);
    }

    [Fact]
    public async Task A_users_sign_in_is_refreshed_and_renewed_when_it_is_refused()
    {
        await using var google = await StartAsync();
        using var tokens = Tokens(
            """{"type":"authorized_user","client_id":"us","client_secret":"hush","refresh_token":"again-and-again"}""", new Detour(google.Address));

        var first = await tokens.GetAsync(null, CancellationToken.None);
        var renewed = await tokens.GetAsync(first.Text, CancellationToken.None);

        Assert.Equal(("token-1", "token-2"), (first.Text, renewed.Text));
        Assert.All(google.Bodies, asked => Assert.Contains("refresh_token=again-and-again", asked, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_workload_identity_as_GitHub_leaves_it_is_exchanged(bool impersonates)
    {
        await using var google = await StartAsync();
        var file = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = "external_account",
            ["audience"] = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/github",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = new Uri(google.Address, "sts"),
            ["credential_source"] = new
            {
                url = new Uri(google.Address, "oidc?audience=x"),
                headers = new { Authorization = "Bearer ci" },
                format = new { type = "json", subject_token_field_name = "value" },
            },
        };
        if (impersonates)
            file["service_account_impersonation_url"] =
                "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/ci@example.com:generateAccessToken";
        using var tokens = Tokens(JsonSerializer.Serialize(file), new Detour(google.Address));

        var first = await tokens.GetAsync(null, CancellationToken.None);
        var renewed = await tokens.GetAsync(first.Text, CancellationToken.None);

        Assert.Null(first.Refusal);
        Assert.StartsWith(impersonates ? "acting-" : "token-", first.Text, StringComparison.Ordinal);
        Assert.StartsWith(impersonates ? "acting-" : "token-", renewed.Text, StringComparison.Ordinal);
        Assert.NotEqual(first.Text, renewed.Text);
        Assert.Contains(google.Bodies, asked => asked.Contains("subject_token=signed-by-ci", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_refused_gets_no_token_and_reads_why()
    {
        await using var google = await StartAsync(HttpStatusCode.BadRequest);
        using var tokens = Tokens(ServiceAccount(google.Address));

        Assert.Equal(new(null, "Google gave no token: invalid_grant"), await tokens.GetAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task Trouble_that_passes_is_tried_again()
    {
        await using var google = await StartAsync(HttpStatusCode.InternalServerError);
        using var tokens = Tokens(ServiceAccount(google.Address));

        await Assert.ThrowsAsync<HttpRequestException>(() => tokens.GetAsync(null, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Nobody_there_is_tried_again()
    {
        using var tokens = Tokens(ServiceAccount(new("http://127.0.0.1:9/")));

        await Assert.ThrowsAsync<HttpRequestException>(() => tokens.GetAsync(null, CancellationToken.None).AsTask());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"letter_of_recommendation"}""")]
    [InlineData("""{"type":"service_account","client_email":"ci@example.com"}""")]
    [InlineData("""{"type":"service_account","client_email":"ci@example.com","private_key":"-----BEGIN PRIVATE KEY-----\nrubbish\n-----END PRIVATE KEY-----"}""")]
    [InlineData("""{"type":"external_account","audience":"a","subject_token_type":"t","token_url":"https://sts.googleapis.com/v1/token","credential_source":{"executable":{"command":"true"}}}""")]
    [InlineData("""{"type":"external_account","audience":"a","subject_token_type":"t","token_url":"https://sts.googleapis.com/v1/token","credential_source":{"file":"is-not-there"}}""")]
    public async Task A_file_that_proves_nobody_stops_the_run_with_a_reason(string? file)
    {
        using var tokens = Tokens(file);

        var token = await tokens.GetAsync(null, CancellationToken.None);

        Assert.Null(token.Text);
        Assert.StartsWith("Google's credentials cannot be used: ", token.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("rubbish", token.Refusal, StringComparison.Ordinal);
    }

    private static string ServiceAccount(Uri google) => JsonSerializer.Serialize(new
    {
        type = "service_account",
        client_email = "loader@example.com",
        private_key = Key.Value,
        token_uri = new Uri(google, "token"),
    });

    private static string Claims(string form)
    {
        var assertion = Uri.UnescapeDataString(
            form[(form.IndexOf("assertion=", StringComparison.Ordinal) + 10)..]).Split('.')[1].Replace('-', '+').Replace('_', '/');
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(assertion.PadRight((assertion.Length + 3) / 4 * 4, '=')));
    }

    private GoogleTokens Tokens(string? file, Google.Apis.Http.IHttpClientFactory? clients = null)
    {
        var path = folder.PathOf("credentials.json");
        if (file is not null) File.WriteAllText(path, file);
        return new(Scope, path, secrets, clients);
    }

    /// <summary>Gives tokens, each under a number of its own, to whoever asks; or answers each with a status.</summary>
    private Task<Collector> StartAsync(HttpStatusCode status = HttpStatusCode.OK) => Collector.StartAsync(async (context, _) =>
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            status != HttpStatusCode.OK ? """{"error":"invalid_grant"}"""
            : context.Request.Path == "/oidc" && context.Request.Headers.Authorization == "Bearer ci" ? """{"value":"signed-by-ci"}"""
            : context.Request.Path.Value!.EndsWith(":generateAccessToken", StringComparison.Ordinal)
                ? $$"""{"accessToken":"acting-{{Interlocked.Increment(ref given)}}","expireTime":"{{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}"}"""
            : $$"""{"access_token":"token-{{Interlocked.Increment(ref given)}}","expires_in":3600,"token_type":"Bearer","issued_token_type":"urn:ietf:params:oauth:token-type:access_token"}""");
    });

    /// <summary>Leads requests for Google's fixed addresses to loopback.</summary>
    private sealed class Detour(Uri google) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new Redirected(google);
    }

    private sealed class Redirected(Uri google) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new(google, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

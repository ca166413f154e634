using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Loader.EndToEnd.BigQuery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Loader.EndToEnd;

/// <summary>
/// Signing in with what the machine has: its metadata server, or the file that the environment names. Google's library finds it once in a process.
/// </summary>
public sealed class GoogleSignInTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> used = new();
    private readonly Workplace place = new();
    private WebApplication server = null!;
    private int given;

    private Uri Address => new(server.Urls.Single());

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync();
        await GoogleStandIn.WakeAsync(Address);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        place.Dispose();
    }

    [Theory]
    [InlineData("metadata")]
    [InlineData("file")]
    public async Task What_the_machine_has_signs_in_and_is_renewed_when_it_is_refused(string found)
    {
        place.WriteRows(3);
        WriteMapping();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = place.Folder,
            ["APPDATA"] = place.Folder,
            ["GOOGLE_APPLICATION_CREDENTIALS"] = found == "file" ? WriteKey() : "",
            ["GCE_METADATA_HOST"] = Address.Authority,
        };

        var ended = await LoaderProcess.RunAsync(place.Folder, environment, "run", "mapping.yaml", "--quiet");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(["Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-2"], used);
        Assert.All(
            Directory.GetFiles(place.Runs, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("token-", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private void WriteMapping() => place.Write("mapping.yaml", $$"""
        mapping: orders
        from:
          csv: { path: rows.csv, delimiter: "," }
        key: = order_id
        event: { id: = order_id }
        to:
          http:
            url: {{Address}}events
            auth: { google: { scope: "https://www.googleapis.com/auth/datamanager" } }
        send: { parallel: 1 }
        """);

    private string WriteKey()
    {
        using var rsa = RSA.Create(2048);
        place.Write("key.json", JsonSerializer.Serialize(new
        {
            type = "service_account",
            client_email = "loader@example.com",
            private_key = rsa.ExportPkcs8PrivateKeyPem(),
            token_uri = new Uri(Address, "token"),
        }));
        return place["key.json"];
    }

    /// <summary>The service, which has forgotten the first token, and all places that give tokens.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/events")
        {
            used.Enqueue(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = used.Count == 1 ? 401 : 200;
            return;
        }

        context.Response.Headers["Metadata-Flavor"] = "Google";
        if (context.Request.Path != "/token" && !context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal)) return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"access_token":"token-{{Interlocked.Increment(ref given)}}","expires_in":3600,"token_type":"Bearer"}""");
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loader.EndToEnd.Resuming;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.EndToEnd.BigQuery;

/// <summary>A mapping that names no endpoint: BigQuery's own host names, TLS, and whatever credentials the machine has.</summary>
public sealed class BigQueryAsAtGoogleTests
{
    private const int Rows = 1_300;

    [Theory]
    [InlineData("the metadata server")]
    [InlineData("a service account's key that the environment names")]
    [InlineData("a user's sign-in, left by gcloud")]
    [InlineData("a user's sign-in that the mapping names")]
    public async Task Rows_come_through_both_interfaces_with_what_the_machine_has_to_sign_in(string credentials)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var google = await GoogleStandIn.StartAsync();
        await using var hook = await Webhook.StartAsync();
        using var place = new Workplace();
        google.Rest.Result = _ => EmulatedTable.Of("id STRING", [.. Enumerable.Range(1, Rows).Select(n => new JsonArray($"o{n}"))]);
        (google.Rest.Token, google.Storage.Token) = ("good-token", "good-token");
        var tokens = credentials == "the metadata server" ? google.Metadata.Tokens : google.Rest.Tokens;

        // The first is refused: it was forgotten early, and another is fetched.
        tokens.Enqueue("forgotten-token");
        tokens.Enqueue("good-token");
        var environment = google.Environment(place);
        var setting = "";
        switch (credentials)
        {
            case "a service account's key that the environment names":
                environment["GOOGLE_APPLICATION_CREDENTIALS"] = Write(place, "key.json", ServiceAccount());
                break;
            case "a user's sign-in, left by gcloud":
                Directory.CreateDirectory(place[".config/gcloud"]);
                Write(place, ".config/gcloud/application_default_credentials.json", User());
                environment.Remove("APPDATA");
                break;
            case "a user's sign-in that the mapping names":
                setting = "credentials: " + Write(place, "user.json", User());
                break;
        }

        place.Write("mapping.yaml", Mapping(hook, setting));
        var ended = await LoaderProcess.RunAsync(place.Folder, environment, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(Shop.Ids(Rows).Order(StringComparer.Ordinal), hook.Stored.Order(StringComparer.Ordinal));
        Assert.Contains(
            "rows came through the Storage Read API, in 4 streams",
            File.ReadAllText(Path.Combine(place.Runs, "orders", "report.md")),
            StringComparison.Ordinal);
        Assert.Empty(tokens);
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "bigquery.googleapis.com", "bigquerystorage.googleapis.com" },
            google.Asked.ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain("good-token", ended.ToString(), StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(place.Runs, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("-token", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_credentials_it_says_what_would_do()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var google = await GoogleStandIn.StartAsync();
        await using var hook = await Webhook.StartAsync();
        using var place = new Workplace();
        var environment = google.Environment(place);
        environment["GCE_METADATA_HOST"] = "127.0.0.1:1";
        place.Write("mapping.yaml", Mapping(hook, ""));

        var ended = await LoaderProcess.RunAsync(place.Folder, environment, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 2, ended.ToString());
        Assert.Contains("BIG001", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("gcloud auth application-default login", ended.Talk, StringComparison.Ordinal);
    }

    private static string Mapping(Webhook hook, string setting) => $$"""
        mapping: orders
        from:
          bigquery:
            project: billed
            query: SELECT id FROM t
            {{setting}}
        key: = id
        event: { id: = id }
        to:
          http: { url: "{{hook.Url}}", event_id_field: event_id }
        send: { parallel: 8, attempts: 2 }
        """;

    private static string Write(Workplace place, string name, object credentials)
    {
        place.Write(name, JsonSerializer.Serialize(credentials));
        return place[name];
    }

    private static object ServiceAccount()
    {
        using var key = RSA.Create(2048);
        return new { type = "service_account", client_email = "loader@example.com", private_key = key.ExportPkcs8PrivateKeyPem(), token_uri = "https://oauth2.googleapis.com/token" };
    }

    private static object User() => new { type = "authorized_user", client_id = "1", client_secret = "not-so-secret", refresh_token = "refresh" };
}

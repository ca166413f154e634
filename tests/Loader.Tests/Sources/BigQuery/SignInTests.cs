using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>Signing in by Google's library against a token endpoint on 127.0.0.1.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Query = "query: SELECT id FROM t";

    private BigQueryEmulator emulator = null!;

    public async Task InitializeAsync()
    {
        emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => EmulatedTable.Of("id INTEGER", [.. Enumerable.Range(1, 10).Select(n => new JsonArray($"{n}"))]);
        emulator.Tokens.Enqueue("first-token");
        emulator.Tokens.Enqueue("second-token");
    }

    public async Task DisposeAsync() => await emulator.DisposeAsync();

    [Fact]
    public async Task A_service_account_key_in_a_variable_signs_every_request()
    {
        emulator.Token = "first-token";

        await using var source = await OpenAsync([]);

        Assert.Equal(10, (await source!.ShowAsync()).Count);
        Assert.All(emulator.Authorizations, header => Assert.Equal("Bearer first-token", header));
    }

    [Fact]
    public async Task Trap_11_a_token_that_expires_in_a_long_read_is_renewed()
    {
        emulator.PageRows = 3;
        emulator.Token = "first-token";
        await using var source = await OpenAsync([]);
        emulator.Token = "second-token";

        Assert.Equal(10, (await source!.ShowAsync()).Count);
        Assert.Contains("Bearer second-token", emulator.Authorizations);
    }

    [Theory]
    [InlineData("service_account")]
    [InlineData("external_account from a URL, as GitHub Actions leaves it")]
    [InlineData("external_account from a file")]
    [InlineData("external_account that acts as a service account")]
    [InlineData("impersonated_service_account")]
    public async Task Every_form_of_credentials_signs_in_and_is_renewed_once_when_a_token_is_refused_in_a_long_read(string form)
    {
        emulator.PageRows = 3;
        emulator.Token = "first-token";
        using var folder = new TemporaryFolder();
        var file = folder.Write("credentials.json", Encoding.UTF8.GetBytes(Credentials(form, folder).ToJsonString()));
        await using var source = await emulator.OpenAsync($"{Query}\ncredentials: {file}", []);
        emulator.Token = "second-token";

        Assert.Equal(10, (await source!.ShowAsync()).Count);
        Assert.Equal(["Bearer first-token", "Bearer second-token"], emulator.Authorizations.Distinct());
        Assert.Empty(emulator.Tokens);
    }

    [Fact]
    public async Task The_quota_project_of_credentials_is_sent_along()
    {
        emulator.Token = "first-token";
        var quotas = new ConcurrentQueue<string>();
        emulator.Faults.Enqueue(context =>
        {
            quotas.Enqueue(context.Request.Headers["x-goog-user-project"].ToString());
            return Task.FromResult(false);
        });
        using var folder = new TemporaryFolder();
        var json = Credentials("service_account", folder);
        json["quota_project_id"] = "pays-for-quota";
        var file = folder.Write("credentials.json", Encoding.UTF8.GetBytes(json.ToJsonString()));
        await using var source = await emulator.OpenAsync($"{Query}\ncredentials: {file}", []);

        await source!.ShowAsync();

        Assert.Equal("pays-for-quota", Assert.Single(quotas.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_token_that_is_refused_twice_is_an_error_that_says_so()
    {
        emulator.Token = "another";
        FindingList findings = [];

        Assert.Null(await OpenAsync(findings));

        Assert.Equal("BIG001", Assert.Single(findings).Code.Id);
        Assert.Contains("does not know who asks", findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_are_none_are_a_finding_that_quotes_nothing_of_them()
    {
        FindingList findings = [];

        Assert.Null(await emulator.OpenAsync(Query + "\ncredentials: ${KEY}", findings, variable: _ => "{\"private_key\":\"very secret\"}"));

        Assert.Equal("BIG001", Assert.Single(findings).Code.Id);
        Assert.DoesNotContain("very secret", findings[0].ToString(), StringComparison.Ordinal);
    }

    private Task<Loader.Sources.ISource?> OpenAsync(FindingList findings)
    {
        var json = ServiceAccount("/token").ToJsonString();
        return emulator.OpenAsync(Query + "\ncredentials: ${KEY}", findings, variable: name => name == "KEY" ? json : null);
    }

    private JsonObject ServiceAccount(string tokens)
    {
        using var key = RSA.Create(2048);
        return new()
        {
            ["type"] = "service_account",
            ["project_id"] = "billed",
            ["private_key_id"] = "1",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = "loader@billed.iam.gserviceaccount.example",
            ["client_id"] = "1",
            ["token_uri"] = emulator.Address + tokens,
        };
    }

    private JsonObject Credentials(string form, TemporaryFolder folder) => form switch
    {
        "service_account" => ServiceAccount("/token"),
        "external_account from a file" => External("/sts", new() { ["file"] = folder.Write("subject", "subject"u8.ToArray()) }),
        "external_account that acts as a service account" => External("/sts/first", Runner(), "/impersonate"),
        "impersonated_service_account" => new()
        {
            ["type"] = "impersonated_service_account",
            ["service_account_impersonation_url"] = emulator.Address + "/impersonate",
            ["source_credentials"] = ServiceAccount("/token/first"),
        },
        _ => External("/sts", Runner()),
    };

    /// <summary>What google-github-actions/auth writes: a URL of the runner, a header that it takes, and where in its answer the token stands.</summary>
    private JsonObject Runner() => new()
    {
        ["url"] = emulator.Address + "/subject",
        ["headers"] = new JsonObject { ["Authorization"] = "Bearer runner-token" },
        ["format"] = new JsonObject { ["type"] = "json", ["subject_token_field_name"] = "value" },
    };

    private JsonObject External(string exchange, JsonObject source, string? impersonation = null)
    {
        var json = new JsonObject
        {
            ["type"] = "external_account",
            ["audience"] = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/github",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = emulator.Address + exchange,
            ["credential_source"] = source,
        };
        if (impersonation is not null) json["service_account_impersonation_url"] = emulator.Address + impersonation;
        return json;
    }
}

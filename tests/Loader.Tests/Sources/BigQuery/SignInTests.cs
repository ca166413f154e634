using System.Security.Cryptography;
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
        using var key = RSA.Create(2048);
        var json = new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = "billed",
            ["private_key_id"] = "1",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = "loader@billed.iam.gserviceaccount.example",
            ["client_id"] = "1",
            ["token_uri"] = emulator.Address + "/token",
        }.ToJsonString();
        return emulator.OpenAsync(Query + "\ncredentials: ${KEY}", findings, variable: name => name == "KEY" ? json : null);
    }
}

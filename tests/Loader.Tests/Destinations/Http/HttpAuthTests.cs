using System.Security.Cryptography;
using System.Text;
using Loader.Destinations.Http;
using Loader.Options;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Destinations.Http;

/// <summary>Requests prove who sends them, tokens are renewed, and nothing secret is kept.</summary>
public sealed class HttpAuthTests
{
    [Theory]
    [InlineData("bearer: \"${SECRET}\"", "Authorization", "Bearer hush-hush-17")]
    [InlineData("basic: { user: key, password: \"${SECRET}\" }", "Authorization", "Basic a2V5Omh1c2gtaHVzaC0xNw==")]
    [InlineData("header: { name: X-Api-Key, value: \"${SECRET}\" }", "X-Api-Key", "hush-hush-17")]
    public void What_never_changes_stands_in_a_header(string auth, string header, string value)
    {
        var secrets = new Secrets();

        var request = Endpoints.Request(Endpoints.Of($"auth: {{ {auth} }}", Endpoints.Context(secrets)), new ShapeBuilder().Slot("a", "b"));

        Assert.Equal(value, request.Headers[header]);
        Assert.DoesNotContain(value.Split(' ')[^1], secrets.Redact($"the server said: {value}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{body}", "")]
    [InlineData("{timestamp}.{body}", "1772359200.")]
    [InlineData("v0:{timestamp}:{body}", "v0:1772359200:")]
    public void A_signature_covers_what_the_mapping_says(string signed, string before)
    {
        var body = Encoding.UTF8.GetBytes("""{"a":1}""");
        var signature = new BodySignature("key"u8.ToArray(), HashAlgorithmName.SHA256, "X-Signature", "sha256=", Base64: false, null, signed);

        var expected = HMACSHA256.HashData("key"u8, [.. Encoding.UTF8.GetBytes(before), .. body]);

        Assert.Equal("sha256=" + Convert.ToHexStringLower(expected), signature.Of(body, 1_772_359_200));
    }

    [Fact]
    public async Task A_token_is_fetched_once_and_renewed_once_when_it_is_refused()
    {
        var tokens = 0;
        await using var login = await Collector.StartAsync((context, _) => Say(
            context,
            200,
            $$"""{"access_token":"token-{{Interlocked.Increment(ref tokens)}}","expires_in":3600}"""));
        await using var service = await Collector.StartAsync(
            (context, _) => Say(context, context.Request.Headers.Authorization == "Bearer token-2" ? 200 : 401, "{}"));

        var (ledger, result) = await SendAsync(service.Address, login.Address, 6);

        Assert.Equal(6, ledger.Of<Outcome.Sent>().Count());
        Assert.Equal(2, tokens);
        Assert.Equal(7, service.Bodies.Count);
        Assert.Equal(6, result.Requests);
    }

    [Fact]
    public async Task Refused_credentials_stop_the_run_and_no_row_fails()
    {
        await using var login = await Collector.StartAsync((context, _) => Say(context, 401, """{"error":"invalid_client"}"""));
        await using var service = await Collector.StartAsync();

        var (ledger, result) = await SendAsync(service.Address, login.Address, 3);

        Assert.Contains("invalid_client", Assert.IsType<SendingEnd.GivenUp>(result.End).Reason, StringComparison.Ordinal);
        Assert.Empty(ledger.Of<Outcome.Failed>());
        Assert.Empty(service.Bodies);
    }

    [Theory]
    [InlineData("\"3599\"")] // as some servers write it
    [InlineData("1e400")]
    [InlineData("null")]
    [InlineData("-5")]
    [InlineData("{}")]
    public async Task A_token_is_taken_however_its_life_is_written(string expires)
    {
        await using var login = await Collector.StartAsync((context, _) => Say(context, 200, $$"""{"access_token":"token-1","expires_in":{{expires}}}"""));
        await using var service = await Collector.StartAsync();

        var (ledger, _) = await SendAsync(service.Address, login.Address, 2);

        Assert.Equal(2, ledger.Of<Outcome.Sent>().Count());
    }

    [Theory]
    [InlineData("""{"access_token":"a\r\nX-Admin: 1"}""")]
    [InlineData("""{"access_token":"\ud800"}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":7}""")]
    [InlineData("""{"error":"\ud800"}""")]
    [InlineData("<html>sign in</html>")]
    [InlineData("[]")]
    public async Task What_cannot_be_a_token_stops_the_run(string answer)
    {
        await using var login = await Collector.StartAsync((context, _) => Say(context, 200, answer));
        await using var service = await Collector.StartAsync();

        var (_, result) = await SendAsync(service.Address, login.Address, 1);

        Assert.Contains("gave no token", Assert.IsType<SendingEnd.GivenUp>(result.End).Reason, StringComparison.Ordinal);
        Assert.Empty(service.Bodies);
    }

    private static async Task<(TestLedger Ledger, SendingResult Result)> SendAsync(Uri service, Uri login, int events)
    {
        var destination = Endpoints.Of($"""
            url: {service}
            auth:
              oauth2: {"{"} token_url: "{login}token", client_id: me, client_secret: "{"${SECRET}"}" {"}"}
            """);
        var row = new ShapeBuilder().Slot("a", "b");
        var packer = destination.Bind(row.Shape, [])!;
        return await Delivery.SendAsync(destination.Protocol, Enumerable.Range(0, events).Select(i => Delivery.Parcel(i, packer, row)));
    }

    private static async Task Say(Microsoft.AspNetCore.Http.HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, body);
    }
}

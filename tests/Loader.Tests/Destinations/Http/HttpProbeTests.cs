using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Running.Preparing;
using Loader.Tests.Sending;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Destinations.Http;

/// <summary>The request that a mapping asks for before the first row.</summary>
public sealed class HttpProbeTests
{
    private static readonly Place Here = new("mapping.yaml", 1, 1);

    [Fact]
    public void Without_one_nobody_is_asked() => Assert.Null(Endpoints.Of("method: PUT").Probe);

    [Theory]
    [InlineData("{}", "GET", "https://api.example.com/in", null)]
    [InlineData("{ url: /health }", "GET", "https://api.example.com/health", null)]
    [InlineData("{ url: health?deep=1 }", "GET", "https://api.example.com/health?deep=1", null)]
    [InlineData("{ method: HEAD, url: \"https://api.example.com/live\" }", "HEAD", "https://api.example.com/live", null)]
    [InlineData("{ method: POST, url: /validate, body: '[]' }", "POST", "https://api.example.com/validate", "[]")]
    public async Task It_asks_as_the_mapping_says_and_with_what_every_request_carries(string probe, string method, string url, string? body)
    {
        var destination = Endpoints.Of($$"""
            url: https://api.example.com/in
            headers: { X-Shop: north, X-Order: = order }
            auth: { bearer: "${SECRET}" }
            probe: {{probe}}
            """);

        using var request = Probe(destination);

        Assert.Equal((method, url), (request.Method.Method, request.RequestUri!.AbsoluteUri));
        Assert.Equal(body, request.Content is null ? null : await request.Content.ReadAsStringAsync());
        var headers = Requests.Headers(request);
        Assert.Equal(("north", "Bearer hush-hush-17"), (headers["X-Shop"], headers["Authorization"]));
        Assert.DoesNotContain("X-Order", headers.Keys);
    }

    [Theory]
    [InlineData("url: \"https://elsewhere.example.com/health\"", "elsewhere.example.com")]
    [InlineData("url: //elsewhere.example.com/health", "elsewhere.example.com")]
    [InlineData("url: \"http://api.example.com/health\"", "http://api.example.com")]
    [InlineData("url: \"https://api.example.com:8443/health\"", "api.example.com:8443")]
    [InlineData("url: \"https://\"", "is not an address")]
    [InlineData("sent: [2xx, fine]", "'fine' is not a status")]
    [InlineData("method: DELETE", "DELETE")]
    [InlineData("path: /health", "path")]
    public void It_is_asked_of_nobody_else_and_makes_sense(string wrong, string said)
    {
        var (destination, findings) = Endpoints.Try($"url: https://api.example.com/in\nprobe: {{ {wrong} }}");

        Assert.True(findings.HasErrors, destination?.Options.Probe?.ToString());
        Assert.Contains(said, string.Join('\n', findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example.com:8443/health?deep=1")]
    [InlineData("/health?deep=1")]
    public void A_rehearsal_asks_itself(string url)
    {
        var destination = Endpoints.Of($"url: http://127.0.0.1:9/in\nprobe: {{ url: \"{url}\" }}", Endpoints.Context() with { IsRehearsal = true });

        Assert.Equal("http://127.0.0.1:9/health?deep=1", destination.Options.Probe!.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(429, null)] // what passes by itself is no reason not to begin
    [InlineData(503, null)]
    [InlineData(504, null)]
    [InlineData(302, "http_302")]
    [InlineData(400, "http_400")]
    [InlineData(401, "http_401")]
    [InlineData(404, "http_404")]
    [InlineData(501, "http_501")]
    public void A_status_lets_the_run_begin_or_not(int status, string? code) =>
        Assert.Equal(code, Endpoints.Of("probe: {}").ReadProbe(status, "no such thing"u8)?.Code);

    [Theory]
    [InlineData(404, null)]
    [InlineData(405, null)]
    [InlineData(200, "http_200")]
    public void Which_statuses_are_good_is_what_the_mapping_says(int status, string? code) =>
        Assert.Equal(code, Endpoints.Of("probe: { sent: [404-405] }").ReadProbe(status, ""u8)?.Code);

    [Fact]
    public void A_refusal_quotes_what_the_mapping_points_at()
    {
        var destination = Endpoints.Of("probe: {}\nanswer: { message: = response.error.message }");

        Assert.Equal("HTTP 401: the key has ended", destination.ReadProbe(401, """{"error":{"message":"the key has ended"}}"""u8)!.Reason);
    }

    [Fact]
    public async Task Who_refuses_keeps_the_run_from_beginning_and_no_secret_is_repeated()
    {
        var secrets = new Secrets();
        await using var service = await Collector.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("not you, " + context.Request.Headers.Authorization);
        });
        var destination = Endpoints.Of($"url: {service.Address}in\nauth: {{ bearer: \"${{SECRET}}\" }}\nprobe: {{ url: /health }}", Endpoints.Context(secrets));

        var refusal = await Loader.Running.Probe.AskAsync(destination, Here, secrets, CancellationToken.None);

        Assert.Equal(RunningCodes.ProbeRefused, refusal!.Code);
        Assert.Contains("/health refused the probe: HTTP 401: not you", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush-17", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_keeps_the_run_from_beginning()
    {
        var destination = Endpoints.Of("url: http://127.0.0.1:9/in\nprobe: { url: /health }");

        Assert.Equal(RunningCodes.Unreachable, (await Loader.Running.Probe.AskAsync(destination, Here, new(), CancellationToken.None))!.Code);
    }

    [Fact]
    public async Task It_comes_with_a_token_where_requests_do()
    {
        await using var service = await Collector.StartAsync((context, _) => context.Request.Path == "/token"
            ? context.Response.WriteAsync("""{"access_token":"t-1","expires_in":3600}""")
            : Task.FromResult(context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer t-1" ? 200 : 401));
        var destination = Endpoints.Of($$"""
            url: {{service.Address}}in
            auth: { oauth2: { token_url: "{{service.Address}}token", client_id: me, client_secret: "${SECRET}" } }
            probe: {}
            """);

        Assert.Null(await Loader.Running.Probe.AskAsync(destination, Here, new(), CancellationToken.None));
    }

    private static HttpRequestMessage Probe(Loader.Destinations.Http.HttpDestination destination)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, destination.Protocol.Endpoint);
        request.Content = new ByteArrayContent(destination.Probe!.Value.ToArray());
        destination.AddressProbe(request);
        return request;
    }
}

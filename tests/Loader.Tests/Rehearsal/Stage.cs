using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.Nameless;

namespace Loader.Tests.Rehearsal;

/// <summary>A running endpoint and a client for it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public static readonly NamelessTag Strict = new() { AuthorizedDomains = ["example.com"], ApiKey = NamelessCall.Key };

    private readonly HttpClient client;

    private Stage(RehearsalEndpoint endpoint)
    {
        Endpoint = endpoint;
        client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = endpoint.Address };
    }

    public RehearsalEndpoint Endpoint { get; }

    public ReceivedLog Received => Endpoint.Received;

    public static async Task<Stage> OpenAsync(NamelessTag? tag = null, string faults = "", TimeProvider? clock = null) =>
        await OpenAsync(new NamelessRules(tag ?? Strict), faults, clock);

    public static async Task<Stage> OpenAsync(IEndpointRules rules, string faults = "", TimeProvider? clock = null)
    {
        var findings = new FindingList();
        var script = FaultScript.Parse(faults, seed: 7, findings);
        Assert.Empty(findings);
        var options = new EndpointOptions { KeepRequests = true, Clock = clock ?? TimeProvider.System };
        return new(await RehearsalEndpoint.StartAsync(rules, script!, options, CancellationToken.None));
    }

    public async Task<Reply> SendAsync(NamelessCall call, CancellationToken stop = default)
    {
        using var request = call.Request();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        return new(response, await response.Content.ReadAsByteArrayAsync(stop));
    }

    /// <summary>The headers only: the body is left to the caller.</summary>
    public async Task<HttpResponseMessage> OpenAnswerAsync(NamelessCall call)
    {
        using var request = call.Request();
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Endpoint.DisposeAsync();
    }
}

/// <summary>An answer, read to its end.</summary>
internal sealed record Reply(HttpResponseMessage Response, byte[] Body)
{
    public int Status => (int)Response.StatusCode;

    public string Text => Json.GetProperty("response").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

using Loader.Destinations;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.Nameless;
using Loader.Sending;

namespace Loader.Tests.Destinations.Nameless;

/// <summary>The rehearsal's tag on loopback, which was written from the same facts by itself, and one connection to it.</summary>
internal sealed class RehearsedTag : IAsyncDisposable
{
    private readonly RehearsalEndpoint endpoint;
    private readonly HttpMessageInvoker connection = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private RehearsedTag(RehearsalEndpoint endpoint) => this.endpoint = endpoint;

    public ReceivedLog Received => endpoint.Received;

    public string Address => new Uri(endpoint.Address, "tm/nameless").AbsoluteUri;

    public static async Task<RehearsedTag> StartAsync(NamelessTag tag) =>
        new(await RehearsalEndpoint.StartAsync(new NamelessRules(tag), FaultScript.None, new(), CancellationToken.None));

    public async Task<Answer> SendAsync(IDestination destination, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> note)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, destination.Protocol.Endpoint) { Content = new ReadOnlyMemoryContent(body) };
        destination.Protocol.Address(request, [note]);
        using var response = await connection.SendAsync(request, CancellationToken.None);
        return destination.Protocol.Read((int)response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(), [body], [note]);
    }

    public async Task<ProbeRefusal?> ProbeAsync(IDestination destination)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, destination.Protocol.Endpoint);
        request.Content = new ReadOnlyMemoryContent(destination.Probe!.Value);
        destination.AddressProbe(request);
        using var response = await connection.SendAsync(request, CancellationToken.None);
        return destination.ReadProbe((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    public async ValueTask DisposeAsync()
    {
        connection.Dispose();
        await endpoint.DisposeAsync();
    }
}

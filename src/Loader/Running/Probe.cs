using System.Net.Http.Headers;
using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Running.Preparing;

namespace Loader.Running;

/// <summary>Asks the destination, by a request that writes nothing, whether a run may begin.</summary>
internal static class Probe
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan BetweenKnocks = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Asks until somebody answers, as long as the settings let the run wait for an endpoint where nobody does. Null when the run may
    /// begin, else the finding that says why not.
    /// </summary>
    public static async Task<Finding?> AskAsync(Prepared prepared, TimeProvider clock, CancellationToken stop)
    {
        for (var began = clock.GetTimestamp(); ;)
        {
            var refusal = await AskAsync(prepared.Destination, prepared.Rules.To!.Place, prepared.Secrets, stop);
            if (refusal?.Code != RunningCodes.Unreachable || clock.GetElapsedTime(began) >= prepared.Send.Options.WaitForEndpoint) return refusal;
            await Task.Delay(BetweenKnocks, clock, stop);
        }
    }

    /// <summary>Null when the run may begin, else the finding that says why not.</summary>
    public static async Task<Finding?> AskAsync(IDestination destination, Place place, Secrets secrets, CancellationToken stop)
    {
        if (destination.Probe is not { } body) return null;
        var endpoint = destination.Protocol.Endpoint;
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = Patience };
        using var client = new HttpClient(destination.Protocol.Through(handler)) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        destination.AddressProbe(request);
        var asked = (request.RequestUri ?? endpoint).GetLeftPart(UriPartial.Path);
        try
        {
            using var answer = await client.SendAsync(request, stop);
            var text = await answer.Content.ReadAsByteArrayAsync(stop);
            return destination.ReadProbe((int)answer.StatusCode, text) is { } refusal
                ? new(RunningCodes.ProbeRefused, place, $"{asked} refused the probe: {secrets.Redact(refusal.Reason)}", refusal.Hint)
                : null;
        }
        catch (HttpRequestException unreachable)
        {
            return new(
                RunningCodes.Unreachable,
                place,
                $"no answer from {asked}: {secrets.Redact(unreachable.Message)}",
                "nothing was sent; check host, port and path, and that the collector is running");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(
                RunningCodes.Unreachable,
                place,
                $"{asked} did not answer the probe within {Patience.TotalSeconds:0} s",
                "nothing was sent; check host, port and path, and that the collector is running");
        }
    }
}

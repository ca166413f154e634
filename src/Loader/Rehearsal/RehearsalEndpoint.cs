using System.Net;
using System.Runtime.ExceptionServices;
using Loader.Rehearsal.Faults;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Loader.Rehearsal;

/// <summary>
/// A destination on this machine: Kestrel on 127.0.0.1, a free port, HTTP/1.1, answering by a destination's rules, with faults where a script
/// wants them. Keeps what it received, so that the books can be compared with it.
/// </summary>
/// <remarks>
/// The bare server, without a host around it: a host would read the environment, write logs, and take Ctrl+C for itself.
/// </remarks>
public sealed class RehearsalEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>Events that travel in the address are longer than pages' addresses; what a destination itself takes is for its rules.</summary>
    private const int LongestRequestLine = 64 * 1024;

    private readonly KestrelServer server;
    private readonly CancellationTokenSource closing = new();
    private EndpointApplication? application;

    private RehearsalEndpoint()
    {
        var transport = new SocketTransportFactory(new OptionsWrapper<SocketTransportOptions>(new()), NullLoggerFactory.Instance);
        server = new(new OptionsWrapper<KestrelServerOptions>(Configure(Received)), transport, NullLoggerFactory.Instance);
    }

    /// <summary>Where it listens, without a path: <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it took in.</summary>
    public ReceivedLog Received { get; } = new();

    /// <summary>Starts an endpoint. It is ready when the task ends; <paramref name="stop"/> only ends the starting.</summary>
    public static async Task<RehearsalEndpoint> StartAsync(
        IEndpointRules rules, FaultScript faults, EndpointOptions options, CancellationToken stop)
    {
        var endpoint = new RehearsalEndpoint();
        endpoint.Received.Assumption = rules.Assumption;
        endpoint.Received.Script = [.. faults.Steps.Select(step => step.Text)];
        endpoint.Received.ByChance = faults.Steps.Where(step => step.Choice is FaultChoice.Share).Select(step => step.Text).ToHashSet(StringComparer.Ordinal);
        try
        {
            endpoint.application = new(rules, faults, options, endpoint.Received, endpoint.closing.Token);
            await endpoint.server.StartAsync(endpoint.application, stop);
        }
        catch
        {
            await endpoint.DisposeAsync();
            throw;
        }

        endpoint.Address = new(endpoint.server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return endpoint;
    }

    /// <summary>Ends answers that hang, then closes every connection. Throws what the rules threw: a bug of theirs, not of the sender.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        using var deadline = new CancellationTokenSource(Farewell);
        await server.StopAsync(deadline.Token);
        server.Dispose();
        closing.Dispose();
        if (application?.Bug is { } bug) ExceptionDispatchInfo.Throw(bug);
    }

    private static KestrelServerOptions Configure(ReceivedLog received)
    {
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,
            ApplicationServices = new ServiceCollection().BuildServiceProvider(),
        };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MaxRequestLineSize = LongestRequestLine;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.KeepAliveTimeout = TimeSpan.FromHours(1);
        options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                received.Connected();
                return next(connection);
            });
        });
        return options;
    }
}

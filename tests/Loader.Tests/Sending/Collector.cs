using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Loader.Tests.Sending;

/// <summary>A real HTTP server in the test's process. Keeps every body it got, and answers as the test says.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly Func<HttpContext, string, Task> answer;
    private int connections;
    private int inFlight;
    private int mostInFlight;

    private Collector(Func<HttpContext, string, Task> answer)
    {
        this.answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref connections);
                return next(connection);
            });
        }));
        server = builder.Build();
        server.Run(HandleAsync);
    }

    public Uri Address => new(server.Urls.Single());

    public ConcurrentQueue<string> Bodies { get; } = new();

    public int Connections => connections;

    public int MostInFlight => mostInFlight;

    public static async Task<Collector> StartAsync(Func<HttpContext, string, Task>? answer = null)
    {
        var collector = new Collector(answer ?? ((_, _) => Task.CompletedTask));
        await collector.server.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await server.StopAsync(now.Token);
        await server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref inFlight);
        for (var most = mostInFlight; now > most; most = mostInFlight) Interlocked.CompareExchange(ref mostInFlight, now, most);
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Bodies.Enqueue(body);
        try
        {
            await answer(context, body);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Loader.EndToEnd.Resuming;

/// <summary>What the webhook does with one event.</summary>
internal enum Deal
{
    /// <summary>Stored, and answered.</summary>
    Take,

    /// <summary>Not stored; 400.</summary>
    Refuse,

    /// <summary>Stored, and the connection is closed without an answer.</summary>
    TakeAndHangUp,

    /// <summary>Not answered before <see cref="Webhook.Release"/>; then stored and answered.</summary>
    Hold,
}

/// <summary>A server of one event a request, in the test's own process: what it has stored is nobody's word but its own.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> stored = [];
    private readonly WebApplication app;
    private TaskCompletionSource released = Fresh();
    private TaskCompletionSource<bool> arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int requests;
    private int awaited = int.MaxValue;

    private Webhook()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public string Url => app.Urls.First() + "/orders";

    /// <summary>By the event's <c>id</c>.</summary>
    public Func<string, Deal> Deals { get; set; } = _ => Deal.Take;

    /// <summary>The ids of all events that were stored, repeats again.</summary>
    public IReadOnlyList<string> Stored
    {
        get
        {
            lock (gate) return [.. stored];
        }
    }

    public int Requests => Volatile.Read(ref requests);

    public static async Task<Webhook> StartAsync()
    {
        var hook = new Webhook();
        await hook.app.StartAsync();
        return hook;
    }

    /// <summary>Ends when so many requests have arrived.</summary>
    public Task ArrivedAsync(int count)
    {
        lock (gate)
        {
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited = count;
            if (requests >= count) arrived.TrySetResult(true);
            return arrived.Task.WaitAsync(TimeSpan.FromMinutes(5));
        }
    }

    /// <summary>Answers what is held.</summary>
    public void Release() => released.TrySetResult();

    /// <summary>Answers everything from here on, and holds again what is to be held.</summary>
    public void FromNowOn(Func<string, Deal> deals)
    {
        Deals = deals;
        released = Fresh();
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await app.DisposeAsync();
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AnswerAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var id = json.RootElement.GetProperty("id").GetString()!;
        lock (gate)
        {
            if (++requests >= awaited) arrived.TrySetResult(true);
        }

        var deal = Deals(id);
        if (deal == Deal.Refuse)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("this order is not for us");
            return;
        }

        if (deal == Deal.Hold) await released.Task.WaitAsync(context.RequestAborted);
        lock (gate) stored.Add(id);
        if (deal == Deal.TakeAndHangUp) context.Abort();
        else await context.Response.WriteAsync("{}");
    }
}

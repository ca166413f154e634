using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Loader.EndToEnd.Faults;

/// <summary>
/// A TCP proxy between the loader and its endpoint that does faults to connections. Which connection, and after how many bytes, follows from
/// the seed alone; the first connection is left alone, since it carries the probe.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan OutageTime = TimeSpan.FromSeconds(1);
    private readonly IPEndPoint upstream;
    private readonly ProxyFault fault;
    private readonly Random random;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly ConcurrentBag<Task> talks = [];
    private readonly Socket keeper = Reusing(new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
    private readonly IPEndPoint door;
    private TcpListener listener;
    private Task accepting = Task.CompletedTask;
    private int connections;
    private int faults;
    private long requested;

    private FaultProxy(Uri upstream, int seed, ProxyFault fault)
    {
        this.upstream = new(IPAddress.Loopback, upstream.Port);
        this.fault = fault;
        random = new(seed);

        // Bound and never listening: while nobody listens, nobody else can come to lie at this port either.
        keeper.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        door = (IPEndPoint)keeper.LocalEndPoint!;
        listener = new(door);
        Address = new UriBuilder(upstream) { Port = door.Port }.Uri;
    }

    public Uri Address { get; }

    /// <summary>How often the fault was done.</summary>
    public int Faults => Volatile.Read(ref faults);

    public static FaultProxy Start(string upstream, int seed, ProxyFault fault)
    {
        var proxy = new FaultProxy(new(upstream), seed, fault);
        proxy.Open();
        return proxy;
    }

    /// <summary>A proxy where nobody listens yet.</summary>
    public static FaultProxy NotYet(string upstream) => new(new(upstream), seed: 0, new(Deed.Delay, Share: 0));

    public void Open()
    {
        listener = new(door);
        Reusing(listener.Server);
        listener.Start();
        accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        foreach (var client in open.Keys) client.Close();
        await accepting;
        await Task.WhenAll(talks);
        keeper.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) talks.Add(CarryAsync(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Closed for an outage, or for good.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        var plan = Plan();
        using var server = new TcpClient();
        using (client)
        {
            open.TryAdd(client, true);
            try
            {
                await server.ConnectAsync(upstream, end.Token);
                client.NoDelay = server.NoDelay = true;
                using var over = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
                var there = PumpAsync(client, server, plan, isAnswer: false, over.Token);
                var back = PumpAsync(server, client, plan, isAnswer: true, over.Token);
                await await Task.WhenAny(there, back);
                await over.CancelAsync();
                await Task.WhenAll(there, back);
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The other side went away, which is what this is all about.
            }

            open.TryRemove(client, out _);
        }
    }

    /// <summary>What becomes of the next connection, and after how many bytes; null: nothing.</summary>
    private (Deed Deed, int After)? Plan()
    {
        lock (random)
        {
            var isHit = random.NextDouble() < fault.Share;
            var after = random.Next(fault.MostBytes + 1);
            return connections++ > 0 && isHit ? (fault.Deed, after) : null;
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, (Deed Deed, int After)? plan, bool isAnswer, CancellationToken over)
    {
        var (source, target) = (from.GetStream(), to.GetStream());
        var buffer = new byte[4096];
        var carried = 0;
        while (true)
        {
            var length = await source.ReadAsync(buffer.AsMemory(0, plan?.Deed == Deed.Throttle ? 100 : buffer.Length), over);
            if (length == 0) return;
            if (plan is { Deed: Deed.Delay or Deed.Throttle })
            {
                if (carried == 0) Interlocked.Increment(ref faults);
                await Task.Delay(plan.Value.Deed == Deed.Delay ? 15 : 1, over); // a slow network is slow in real time
            }
            else if (plan is { Deed: Deed.Outage })
            {
                if (!isAnswer && Interlocked.Add(ref requested, length) > fault.MostBytes && Interlocked.Exchange(ref faults, 1) == 0) await FallOutAsync();
            }
            else if (plan is { } deed && IsOn(deed.Deed, isAnswer) && carried + length > deed.After)
            {
                Interlocked.Increment(ref faults);
                await target.WriteAsync(buffer.AsMemory(0, Math.Max(0, deed.After - carried)), over);
                await DoAsync(deed.Deed, source, from, to, over);
                return;
            }

            await target.WriteAsync(buffer.AsMemory(0, length), over);
            carried += length;
        }
    }

    private static bool IsOn(Deed deed, bool isAnswer) => isAnswer == deed is Deed.CutAnswer or Deed.ResetAnswer or Deed.HalfOpen;

    private static async Task DoAsync(Deed deed, NetworkStream source, TcpClient from, TcpClient to, CancellationToken over)
    {
        switch (deed)
        {
            case Deed.ResetRequest or Deed.ResetAnswer:
                Reset(from);
                Reset(to);
                break;
            case Deed.HalfOpen or Deed.BlackHole:
                var swallowed = new byte[4096];
                while (await source.ReadAsync(swallowed, over) > 0)
                {
                }

                break;
            default:
                break; // whoever carries the connection closes it
        }
    }

    private async Task FallOutAsync()
    {
        listener.Stop();
        foreach (var client in open.Keys) Reset(client);
        talks.Add(ComeBackAsync());
        await accepting;
    }

    private async Task ComeBackAsync()
    {
        await Task.Delay(OutageTime, end.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        if (!end.IsCancellationRequested) Open();
    }

    /// <summary>The one who keeps the port and the one who listens there are two.</summary>
    private static Socket Reusing(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }

    private static void Reset(TcpClient client)
    {
        client.LingerState = new(enable: true, seconds: 0);
        client.Close();
    }
}

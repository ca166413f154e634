using System.Net;
using System.Net.Sockets;

namespace Loader.Sending;

/// <summary>Opens the connections of one run: as many as there are senders, kept alive, and nothing done behind our back.</summary>
internal static class Connections
{
    /// <summary>
    /// Servers close idle connections after 5 seconds (Node, Apache) and more. A request that meets such a close cannot be told
    /// from one that was accepted, so connections that sit idle are given up earlier than that.
    /// </summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(15);

    public static HttpMessageInvoker Open(IProtocol protocol, SendOptions options, SenderProgress progress) => new(
        protocol.Through(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = options.Parallel,
            PooledConnectionIdleTimeout = Idle,
            ConnectTimeout = options.Timeout < LongestConnect ? options.Timeout : LongestConnect,
            ConnectCallback = (context, stop) => ConnectAsync(context.DnsEndPoint, progress, stop),
        }),
        disposeHandler: true);

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint where, SenderProgress progress, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(where, stop);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        progress.ConnectionOpened();
        return new NetworkStream(socket, ownsSocket: true);
    }
}

using System.Net;
using System.Net.Sockets;

namespace Loader.Tests.Sending;

/// <summary>An address where nobody listens before <see cref="Listen"/>, and which is kept all the while: no other test's server can come to lie there.</summary>
internal sealed class QuietAddress : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public QuietAddress() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}/");

    public void Listen() => socket.Listen();

    public async ValueTask<TcpClient> AcceptAsync(CancellationToken stop) => new() { Client = await socket.AcceptAsync(stop) };

    /// <summary>Nobody is accepted any more.</summary>
    public void Dispose() => socket.Dispose();
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Loader.Tests.Sending;

/// <summary>Speaks TCP, reads requests whole, and does to the connection what no HTTP server would.</summary>
/// <param name="door">Where it listens once it is started; closed with the server.</param>
internal abstract class SocketServer(QuietAddress door) : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentBag<Task> talks = [];
    private Task accepting = Task.CompletedTask;

    public Uri Address => door.Address;

    public void Start()
    {
        door.Listen();
        accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        door.Dispose();
        await Task.WhenAll(talks.Append(accepting));
        end.Dispose();
    }

    /// <summary>One connection, to its end.</summary>
    protected abstract Task TalkAsync(TcpClient client);

    /// <summary>Says nothing more until the server ends.</summary>
    protected Task HangAsync() => Task.Delay(Timeout.Infinite, end.Token);

    protected async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), end.Token);

    /// <summary>The next request; null when the other side has closed.</summary>
    protected async Task<(string Head, string Body)?> ReadAsync(NetworkStream stream)
    {
        var text = "";
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, end.Token);
            if (read == 0) return null;
            text += Encoding.Latin1.GetString(buffer, 0, read);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0) continue;
            var length = int.Parse(text[(text.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
            if (text.Length - head - 4 >= length) return (text[..head], text[(head + 4)..]);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) talks.Add(ServeAsync(await door.AcceptAsync(end.Token)));
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client);
            }
            catch (Exception problem) when (problem is IOException || end.IsCancellationRequested)
            {
            }
        }
    }
}

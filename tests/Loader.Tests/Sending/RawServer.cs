using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Loader.Tests.Sending;

/// <summary>
/// Speaks TCP and does what no HTTP server would: reads a request whole, then does to the connection what the next line of the script
/// says. The last line is repeated.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    /// <summary>Closes without an answer.</summary>
    public const string Close = "close";

    /// <summary>Never answers.</summary>
    public const string Hang = "hang";

    /// <summary>Closes each connection before it has read anything.</summary>
    public const string CloseAtOnce = "close at once";

    private readonly QuietAddress door;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentBag<Task> talks = [];
    private readonly string[] script;
    private readonly Task accepting;
    private int line = -1;

    public RawServer(params string[] script)
        : this(new QuietAddress(), script)
    {
    }

    /// <param name="door">Where it begins to listen; closed with the server.</param>
    /// <param name="script">What is done, request by request.</param>
    public RawServer(QuietAddress door, params string[] script)
    {
        (this.door, this.script) = (door, script);
        door.Listen();
        accepting = AcceptAsync();
    }

    public Uri Address => door.Address;

    /// <summary>Requests that were read whole.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>Completes when a request has come that will not be answered.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static string Ok(string body = "ok") => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    public static string Status(int status, string headers = "") => $"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n{headers}\r\n";

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        door.Dispose();
        await Task.WhenAll(talks.Append(accepting));
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) talks.Add(TalkAsync(await door.AcceptAsync(end.Token)));
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (script[Math.Min(line + 1, script.Length - 1)] == CloseAtOnce)
                {
                    Interlocked.Increment(ref line);
                    return;
                }

                var stream = client.GetStream();
                while (await ReadAsync(stream) is { } body)
                {
                    Bodies.Enqueue(body);
                    var next = script[Math.Min(Interlocked.Increment(ref line), script.Length - 1)];
                    if (next == Hang)
                    {
                        Hanging.TrySetResult();
                        await Task.Delay(Timeout.Infinite, end.Token);
                    }

                    if (next == Close) return;
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(next), end.Token);
                    if (next.Contains("cut", StringComparison.Ordinal)) return;
                }
            }
            catch (Exception problem) when (problem is IOException || end.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<string?> ReadAsync(NetworkStream stream)
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
            if (text.Length - head - 4 >= length) return text[(head + 4)..];
        }
    }
}

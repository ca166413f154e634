using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Loader.Tests.Sending;

/// <summary>
/// Speaks TCP and does what no HTTP server would: reads a request whole, then does to the connection what the next line of the script
/// says. The last line is repeated.
/// </summary>
internal sealed class RawServer : SocketServer
{
    /// <summary>Closes without an answer.</summary>
    public const string Close = "close";

    /// <summary>Never answers.</summary>
    public const string Hang = "hang";

    /// <summary>Closes each connection before it has read anything.</summary>
    public const string CloseAtOnce = "close at once";

    private readonly string[] script;
    private int line = -1;

    public RawServer(params string[] script)
        : this(new QuietAddress(), script)
    {
    }

    /// <param name="door">Where it begins to listen; closed with the server.</param>
    /// <param name="script">What is done, request by request.</param>
    public RawServer(QuietAddress door, params string[] script)
        : base(door)
    {
        this.script = script;
        Start();
    }

    /// <summary>Requests that were read whole.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>Completes when a request has come that will not be answered.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static string Ok(string body = "ok") => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    public static string Status(int status, string headers = "") => $"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n{headers}\r\n";

    protected override async Task TalkAsync(TcpClient client)
    {
        if (script[Math.Min(line + 1, script.Length - 1)] == CloseAtOnce)
        {
            Interlocked.Increment(ref line);
            return;
        }

        var stream = client.GetStream();
        while (await ReadAsync(stream) is var (_, body))
        {
            Bodies.Enqueue(body);
            var next = script[Math.Min(Interlocked.Increment(ref line), script.Length - 1)];
            if (next == Hang)
            {
                Hanging.TrySetResult();
                await HangAsync();
            }

            if (next == Close) return;
            await WriteAsync(stream, next);
            if (next.Contains("cut", StringComparison.Ordinal)) return;
        }
    }
}

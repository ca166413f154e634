using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Loader.Benchmarks.Processes;

/// <summary>
/// A sink of sockets alone for machines without nginx: reads a request's head and as many bytes as it announces, answers, and keeps
/// the connection. Speaks as much HTTP/1.1 as the loader and wrk send.
/// </summary>
internal static class BareSink
{
    private static readonly byte[] Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 35\r\n\r\n{\"status_code\":200,\"response\":\"ok\"}"u8.ToArray();

    public static async Task RunAsync(int port)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        while (true) _ = ServeAsync(await listener.AcceptAsync());
    }

    private static async Task ServeAsync(Socket connection)
    {
        connection.NoDelay = true;
        var buffer = new byte[1 << 20];
        var filled = 0;
        try
        {
            while (true)
            {
                var (head, length) = Head(buffer.AsSpan(0, filled));
                if (head == 0 || filled < head)
                {
                    var read = await connection.ReceiveAsync(buffer.AsMemory(filled));
                    if (read == 0) return;
                    filled += read;
                    continue;
                }

                filled -= head;
                var kept = Math.Min(filled, length);
                buffer.AsSpan(head + kept, filled - kept).CopyTo(buffer);
                filled -= kept;
                for (var missing = length - kept; missing > 0;)
                {
                    var read = await connection.ReceiveAsync(buffer.AsMemory(0, Math.Min(missing, buffer.Length)));
                    if (read == 0) return;
                    missing -= read;
                }

                await connection.SendAsync(Answer);
            }
        }
        catch (SocketException)
        {
            // The other side is gone; that is how its run ends.
        }
        finally
        {
            connection.Dispose();
        }
    }

    /// <summary>Where the head ends (0: not yet) and how long the body is.</summary>
    private static (int Head, int Length) Head(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return (0, 0);
        var head = bytes[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) at = head.IndexOf("content-length: "u8);
        return (end + 4, at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0);
    }
}

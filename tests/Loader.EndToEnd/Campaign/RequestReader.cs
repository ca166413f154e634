using System.Buffers.Text;
using System.Net.Sockets;

namespace Loader.EndToEnd.Campaign;

/// <summary>Reads requests off a connection: a head and as many bytes as it announces. As much HTTP/1.1 as the loader speaks.</summary>
internal sealed class RequestReader(Socket socket)
{
    private byte[] buffer = new byte[16 * 1024];
    private int filled;
    private int done;

    /// <summary>The next body, until the next call; null when the connection has ended.</summary>
    public async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken stop)
    {
        buffer.AsSpan(done, filled - done).CopyTo(buffer);
        (filled, done) = (filled - done, 0);
        while (true)
        {
            var head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && filled >= head + 4 + Length(buffer.AsSpan(0, head)))
            {
                done = head + 4 + Length(buffer.AsSpan(0, head));
                return buffer.AsMemory(head + 4, done - head - 4);
            }

            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled), stop);
            if (read == 0) return null;
            filled += read;
        }
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0 && head.IndexOf("Transfer-Encoding"u8) >= 0) throw new InvalidOperationException("bodies are sent with their length");
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }
}

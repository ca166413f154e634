using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace Loader.Tests.Sending;

/// <summary>
/// A server on a raw socket that answers in one shape, does one fault to some of the requests, and keeps its own list of the events it
/// took in: nobody's word but its own.
/// </summary>
internal sealed class FaultyServer(Shape shape, Fault fault) : SocketServer(new QuietAddress())
{
    /// <summary>The requests that the fault is done to, by their number.</summary>
    private static readonly int[] Hits = [2, 3, 6];

    /// <summary>The connections that are reset before a request: the first among them, for there may be no other.</summary>
    private static readonly int[] ResetConnections = [1, 3];

    private int requests;
    private int connections;

    /// <summary>Called when a request has come that will never be answered.</summary>
    public Action? FallenSilent { private get; init; }

    /// <summary>How often each event was kept.</summary>
    public ConcurrentDictionary<int, int> Kept { get; } = new();

    /// <summary>Events of the requests that the fault was done to.</summary>
    public ConcurrentBag<int> Hit { get; } = [];

    public int Faults { get; private set; }

    public ConcurrentBag<string> Paths { get; } = [];

    protected override async Task TalkAsync(TcpClient client)
    {
        if (ResetConnections.Contains(Interlocked.Increment(ref connections)) && fault == Fault.ResetBefore)
        {
            Faults++;
            Reset(client);
            return;
        }

        var stream = client.GetStream();
        while (await ReadAsync(stream) is var (head, body))
        {
            Paths.Add(head.Split(' ')[1]);
            var events = EventsOf(body);
            var isHit = Hits.Contains(Interlocked.Increment(ref requests)) && fault is not (Fault.Refused or Fault.ResetBefore);
            if (!await (isHit ? FailAsync(client, stream, events) : AnswerAsync(stream, events))) return;
        }
    }

    private static IReadOnlyList<int> EventsOf(string body) =>
        [.. body.Trim('[', ']').Split(',').Select(one => int.Parse(one.AsSpan("event ".Length), CultureInfo.InvariantCulture))];

    /// <summary>Does the fault; whether the connection goes on.</summary>
    private async Task<bool> FailAsync(TcpClient client, NetworkStream stream, IReadOnlyList<int> events)
    {
        Faults++;
        foreach (var one in events) Hit.Add(one);
        var (kept, status, body) = shape.Answer(events);
        var right = Text(status, body);
        switch (fault)
        {
            case Fault.ResetAfter:
                Reset(client);
                return false;
            case Fault.CloseAfterKeeping:
                Keep(kept);
                return false;
            case Fault.CutInHead:
                Keep(kept);
                await WriteAsync(stream, right[..20]);
                return false;
            case Fault.CutInBody:
                Keep(kept);
                await WriteAsync(stream, $"HTTP/1.1 {status} X\r\nContent-Length: {body.Length + 1}\r\n\r\n{body}");
                return false;
            case Fault.BlackHole or Fault.BlackHoleAfterKeeping:
                if (fault == Fault.BlackHoleAfterKeeping) Keep(kept);
                FallenSilent?.Invoke();
                await HangAsync();
                return false;
            case Fault.Status504:
                Keep(kept);
                return await SayAsync(stream, Text(504));
            case Fault.TooManySeconds:
                return await SayAsync(stream, Text(429, "", "Retry-After: 2"));
            case Fault.TooManyDate:
                return await SayAsync(stream, Text(429, "", "Date: Sun, 01 Mar 2026 10:00:00 GMT\r\nRetry-After: Sun, 01 Mar 2026 10:00:02 GMT"));
            case Fault.TooMany:
                return await SayAsync(stream, Text(429));
            case Fault.Status500:
                return await SayAsync(stream, Text(500, "oops"));
            case Fault.Status503:
                return await SayAsync(stream, Text(503));
            case Fault.Redirect:
                return await SayAsync(stream, Text(302, "", "Location: /elsewhere"));
            case Fault.Page:
                if (shape == Shape.Blind) Keep(kept);
                return await SayAsync(stream, Text(200, "<!doctype html><title>Sign in</title>"));
            case Fault.TooLarge:
                Keep(kept);
                return await SayAsync(stream, Text(200, new string('x', Loader.Sending.Exchange.LongestAnswer + 1)));
            case Fault.Slow:
                Keep(kept);
                foreach (var one in right)
                {
                    await WriteAsync(stream, one.ToString());
                    await Task.Yield();
                }

                return true;
            case Fault.Compressed or Fault.CompressedAndCut:
                Keep(kept);
                var bytes = Gzip(body);
                if (fault == Fault.CompressedAndCut) bytes = bytes[..^9];
                return await SayAsync(stream, Text(status, Encoding.Latin1.GetString(bytes), "Content-Encoding: gzip"));
            case Fault.WrongIndex:
                Keep(kept);
                return await SayAsync(stream, Text(200, Shapes.WrongIndex));
            case Fault.Interim:
                Keep(kept);
                return await SayAsync(stream, "HTTP/1.1 103 Early Hints\r\n\r\n" + right);
            case Fault.WrongKey:
                return await SayAsync(stream, Text(401));
            default:
                throw new InvalidOperationException($"{fault} is not done to a request");
        }
    }

    private Task<bool> AnswerAsync(NetworkStream stream, IReadOnlyList<int> events)
    {
        var (kept, status, body) = shape.Answer(events);
        Keep(kept);
        return SayAsync(stream, Text(status, body));
    }

    private void Keep(IReadOnlyList<int> events)
    {
        foreach (var one in events) Kept.AddOrUpdate(one, 1, (_, times) => times + 1);
    }

    private static void Reset(TcpClient client)
    {
        client.LingerState = new(enable: true, seconds: 0);
        client.Close();
    }

    private static string Text(int status, string body = "", string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}\r\n{body}";

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.Latin1.GetBytes(text));
        return bytes.ToArray();
    }

    /// <summary>Writes, and the connection goes on.</summary>
    private async Task<bool> SayAsync(NetworkStream stream, string text)
    {
        await WriteAsync(stream, text);
        return true;
    }
}

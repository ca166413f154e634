using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Loader.EndToEnd.Campaign;

/// <summary>
/// An endpoint on bare sockets, so that a blow can fall between any two of its steps: request read, accepted, half answered, answered. Keeps the list
/// that the books are compared with, and spoils some answers.
/// </summary>
internal sealed class CampaignEndpoint : IAsyncDisposable
{
    private readonly LoadPlan plan;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<Task> talks = new();
    private readonly Lock list = new();
    private readonly Random random;
    private readonly Task accepting;
    private int requests;
    private ArmedStrike? armed;

    public CampaignEndpoint(LoadPlan plan)
    {
        this.plan = plan;
        random = new(plan.Number);
        listener.Start();
        Url = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/tm/nameless");
        accepting = AcceptAsync();
    }

    public Uri Url { get; }

    public Arrivals Arrivals { get; } = new();

    /// <summary>Takes what it refused, and spoils nothing any more.</summary>
    public bool IsHealed { get; set; }

    /// <summary>Requests since <see cref="Arm"/>.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Begins to count the requests of a run, and strikes it at one of them.</summary>
    public void Arm(ArmedStrike? strike)
    {
        Volatile.Write(ref requests, 0);
        Volatile.Write(ref armed, strike);
    }

    /// <summary>Returns once everything that a dead process had sent has been read, and is in the list or not.</summary>
    public async Task QuietAsync()
    {
        // Connections are accepted in their order: what was waiting before this one is in a talk by then.
        using (var last = new TcpClient()) await last.ConnectAsync(IPAddress.Loopback, Url.Port);
        while (talks.TryDequeue(out var talk)) await talk;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(talks);
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) talks.Enqueue(TalkAsync(await listener.AcceptSocketAsync(end.Token)));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed for good.
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                var reader = new RequestReader(socket);
                while (await reader.NextAsync(end.Token) is { } body)
                {
                    if (!await AnswerAsync(socket, body)) return;
                }
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The other side was killed.
            }
        }
    }

    /// <summary>False when the connection is to be closed.</summary>
    private async Task<bool> AnswerAsync(Socket socket, ReadOnlyMemory<byte> body)
    {
        // A probe has no body.
        if (body.Length == 0) return await SendAsync(socket, 200, Accepted(""), events: null);
        using var json = JsonDocument.Parse(body);
        var events = EventsOf(json.RootElement);
        if (events.Count == 0) return await SendAsync(socket, 200, Accepted(""), events: null);
        var number = Interlocked.Increment(ref requests);
        var strike = Volatile.Read(ref armed) is { } one && one.AtRequest == number ? one : null;
        var (fault, thinks) = Roll();

        // A slow server is slow in real time.
        if (thinks > 0) await Task.Delay(thinks, end.Token);
        if (strike?.Place == Place.Arrived && strike.Hit() && strike.IsSwallowed) return false;
        if (fault == Spoiling.Unread) return false;
        if (fault == Spoiling.Refusal) return await SendAsync(socket, 500, "{}", events: null);
        if (Accept(events) is not { } taken) return await SendAsync(socket, 400, Refused, events: null);
        if (strike?.Place == Place.Accepted && strike.Hit()) return false;
        switch (fault)
        {
            case Spoiling.NoAnswer:
                return false;
            case Spoiling.HalfAnswer:
                await socket.SendAsync(Answer(200, taken.Answer).AsMemory(..40));
                return false;
            case Spoiling.Nonsense:
                return await SendAsync(socket, 200, "<html>", events: null);
        }

        if (strike?.Place == Place.HalfAnswered)
        {
            await socket.SendAsync(Answer(200, taken.Answer).AsMemory(..40));
            if (strike.Hit()) return false;
            taken.Events.ForEach(arrival => arrival.IsAnswered = true);
            await socket.SendAsync(Answer(200, taken.Answer).AsMemory(40..));
            return true;
        }

        var keeps = await SendAsync(socket, 200, taken.Answer, taken.Events);
        if (strike?.Place == Place.Answered) strike.Hit();
        return keeps;
    }

    private static async Task<bool> SendAsync(Socket socket, int status, string body, List<Arrival>? events)
    {
        // Before the bytes go: the other side may have read them before this returns.
        events?.ForEach(arrival => arrival.IsAnswered = true);
        await socket.SendAsync(Answer(status, body));
        return true;
    }

    /// <summary>Puts events into the list; null when the request is refused as a whole, and nothing of it is accepted.</summary>
    private (List<Arrival> Events, string Answer)? Accept(List<(string Key, string Status, string? Rows)> events)
    {
        var refused = IsHealed ? [] : Enumerable.Range(0, events.Count).Where(i => events[i].Status == "refused").ToList();
        if (refused.Count > 0 && plan.Shape is (Shape.Halved or Shape.Lanes)) return null;
        lock (list)
        {
            var accepted = events.Where((_, i) => !refused.Contains(i)).Select(one => Arrivals.Accept(one.Key, one.Rows)).ToList();
            return (accepted, Accepted(string.Join(
                ',',
                refused.Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"index":{{i}},"reason":"not now"}""")))));
        }
    }

    private static List<(string Key, string Status, string? Rows)> EventsOf(JsonElement body)
    {
        var found = new List<(string, string, string?)>();
        if (body.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in body.EnumerateArray()) found.Add(EventOf(one));
        }
        else if (body.TryGetProperty("event_data", out var data))
        {
            found.Add(EventOf(data));
        }

        return found;
    }

    private static (string Key, string Status, string? Rows) EventOf(JsonElement one) => (
        one.GetProperty("k").GetString()!,
        one.GetProperty("s").GetString()!,
        one.TryGetProperty("rows", out var rows) ? string.Join(',', rows.EnumerateArray().Select(row => row.GetString())) : null);

    private const string Refused = """{"status_code":400,"response":"Missing required parameters"}""";

    private static string Accepted(string errors) => $$"""{"status_code":200,"response":"ok","ok":true,"errors":[{{errors}}]}""";

    private static byte[] Answer(int status, string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    private (Spoiling Fault, int Thinks) Roll()
    {
        lock (random)
        {
            var spoils = !IsHealed && random.Next(100) < plan.FaultPercent;
            return (spoils ? (Spoiling)(1 + random.Next(5)) : Spoiling.None, plan.Thinks == 0 ? 0 : random.Next(plan.Thinks));
        }
    }

    private enum Spoiling
    {
        None,

        /// <summary>The connection is closed; nothing was accepted.</summary>
        Unread,

        /// <summary>500; nothing was accepted.</summary>
        Refusal,

        /// <summary>Accepted, and the connection closed without a word.</summary>
        NoAnswer,

        /// <summary>Accepted, and the answer cut in its head.</summary>
        HalfAnswer,

        /// <summary>Accepted, and a page of another server in place of the answer.</summary>
        Nonsense,
    }
}

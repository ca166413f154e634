using System.Net.Http.Headers;
using System.Text;
using Loader.Sending;

namespace Loader.Tests.Sending;

/// <summary>What a reader of one answer is given.</summary>
internal sealed record Received(int Status, string Body, IReadOnlyList<string> Events);

/// <summary>A destination with plain rules: the status says it all, unless the test brings a reading of its own.</summary>
internal sealed class TestProtocol(Uri endpoint) : IProtocol
{
    public Uri Endpoint { get; } = endpoint;

    public Framing Framing { get; init; } = Framing.Single;

    public Isolation Isolation { get; init; }

    public bool IgnoresRepeats { get; init; }

    public TimeSpan? RepeatWindow { get; init; }

    public Func<Received, Answer?>? Reading { get; init; }

    /// <summary>Lines around and between events: <c>[a,b]</c>.</summary>
    public static Framing Lists(int maxEvents, int maxBytes = int.MaxValue, bool oneLane = false) =>
        new("["u8.ToArray(), ","u8.ToArray(), "]"u8.ToArray(), maxEvents, maxBytes, oneLane);

    public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        if (notes.Length == 1) request.Headers.Add("X-Note", Encoding.UTF8.GetString(notes[0].Span));
    }

    public Answer Read(
        int status,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
        ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        if (bodies.Length != notes.Length) throw new InvalidOperationException("each event has a note");
        var text = Encoding.UTF8.GetString(body);
        var events = new List<string>();
        foreach (var one in bodies) events.Add(Encoding.UTF8.GetString(one.Span));
        return Reading?.Invoke(new(status, text, events)) ?? status switch
        {
            200 => Answer.Accepted.Instance,
            401 => new Answer.StopRun("wrong_key", "the key is wrong"),
            429 or 503 => new Answer.TryAgain($"http_{status}", "slow down", SlowsEverybody: true),
            504 => new Answer.Unclear("the gateway gave up"),
            >= 500 => new Answer.TryAgain($"http_{status}", $"status {status}"),
            _ => new Answer.Refused($"http_{status}", text),
        };
    }
}

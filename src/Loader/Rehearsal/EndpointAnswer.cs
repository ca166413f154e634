using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Loader.Rehearsal;

/// <summary>
/// What the rules answer, and what they did. Used again for the next request: nothing in it may be kept.
/// </summary>
public sealed class EndpointAnswer : IDisposable
{
    private static readonly JsonWriterOptions AsJavaScriptWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly List<(string Name, string Value)> headers = [];
    private readonly List<AcceptedId> accepted = [];
    private Utf8JsonWriter? json;

    /// <summary>The HTTP status.</summary>
    public int Status { get; set; } = 200;

    /// <summary>The body, JSON unless <see cref="ContentType"/> says otherwise.</summary>
    public ArrayBufferWriter<byte> Body { get; } = new(2048);

    /// <summary>Writes JSON to <see cref="Body"/>; to be flushed by who used it.</summary>
    public Utf8JsonWriter Json => json ??= new(Body, AsJavaScriptWrites);

    public string ContentType { get; set; } = "application/json";

    public IReadOnlyList<(string Name, string Value)> Headers => headers;

    /// <summary>The events that were accepted, in their order in the request.</summary>
    public IReadOnlyList<AcceptedId> Accepted => accepted;

    /// <summary>Why the request was refused, in the destination's words; null when it was not.</summary>
    public string? Refusal { get; set; }

    /// <summary>Events that are older than the one of their lane before them.</summary>
    public int OutOfOrder { get; set; }

    public void Header(string name, string value) => headers.Add((name, value));

    /// <summary>An event was accepted.</summary>
    /// <param name="eventId">Its id as the request has it.</param>
    /// <param name="loss">Why its row is never stored although the answer says "accepted"; null when it is stored.</param>
    /// <param name="change">What is stored differently from what was sent; null when nothing is.</param>
    public void Accept(ReadOnlySpan<byte> eventId, string? loss = null, string? change = null) =>
        accepted.Add(new(Fingerprint.Of(eventId), loss, change, loss is null && change is null ? null : Fingerprint.Show(eventId)));

    public void Dispose() => json?.Dispose();

    internal void Clear()
    {
        json?.Reset();
        Status = 200;
        ContentType = "application/json";
        Refusal = null;
        OutOfOrder = 0;
        Body.ResetWrittenCount();
        headers.Clear();
        accepted.Clear();
    }
}

/// <summary>One event of a request that was accepted.</summary>
/// <param name="Id">The fingerprint of its id.</param>
/// <param name="Loss">See <see cref="EndpointAnswer.Accept"/>.</param>
/// <param name="Change">See <see cref="EndpointAnswer.Accept"/>.</param>
/// <param name="Text">Its id in letters, where somebody will have to look for it.</param>
public readonly record struct AcceptedId(UInt128 Id, string? Loss, string? Change, string? Text);

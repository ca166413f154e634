namespace Loader.Sending;

/// <summary>One worker as the dispatcher knows it: what it has taken, and how it is woken. Used under the dispatcher's lock.</summary>
internal sealed class Seat(Framing framing, Ceiling ceiling)
{
    public Batch Batch { get; } = new(framing, ceiling);

    public Signal Wake { get; } = new();

    /// <summary>Wakes a worker that waits for a fuller batch; made when first needed.</summary>
    public ITimer? Patience { get; set; }

    public bool IsLingering { get; set; }

    /// <summary>The batch has waited long enough and goes as it is.</summary>
    public bool IsOutOfPatience { get; set; }
}

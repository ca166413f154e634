namespace Loader.Sending;

/// <summary>
/// What one request carries: a run of parcels out of a batch, or a request that has to come before one (which no ledger
/// knows of). Keeps the ledger told of what leaves and what came back.
/// </summary>
internal sealed class Cargo(Framing framing, ILedger ledger) : IDisposable
{
    public const string EnvelopeTrouble = "envelope";

    private readonly BatchBuffer buffer = new(framing);
    private ReadOnlyMemory<byte>[] bodies = new ReadOnlyMemory<byte>[1];
    private ReadOnlyMemory<byte>[] notes = new ReadOnlyMemory<byte>[1];
    private int[] places = new int[1];
    private Batch? batch;

    public int Count { get; private set; }

    /// <summary>Whether the ledger knows these parcels: then they count as events.</summary>
    public int Events => batch is null ? 0 : Count;

    public ReadOnlyMemory<byte> Body => buffer.Body;

    public RequestSize Size => new(Count, buffer.Measured);

    /// <summary>Why it cannot be made into a request as it is; fewer events may be. Null when it can.</summary>
    public Answer.Refused? Trouble =>
        buffer.Trouble is { } trouble ? new(EnvelopeTrouble, $"what stands around the events cannot be computed: {trouble}") { IsForSize = true }
        : framing.Envelope is not null && buffer.Body.Length > framing.MaxBytes
            ? new(Worker.TooLarge, $"{buffer.Body.Length} bytes; the destination takes {framing.MaxBytes} in one request") { IsForSize = true }
            : null;

    public ReadOnlySpan<ReadOnlyMemory<byte>> Bodies => bodies.AsSpan(0, Count);

    public ReadOnlySpan<ReadOnlyMemory<byte>> Notes => notes.AsSpan(0, Count);

    /// <summary>Takes a run of parcels, without those whose outcome is known by now. There may be none left.</summary>
    public void Load(Batch from, int first, int count)
    {
        (batch, Count) = (from, 0);
        if (bodies.Length < count)
        {
            bodies = new ReadOnlyMemory<byte>[Math.Max(count, bodies.Length * 2)];
            notes = new ReadOnlyMemory<byte>[bodies.Length];
            places = new int[bodies.Length];
        }

        for (var i = first; i < first + count; i++)
        {
            if (from.IsSettled(i)) continue;
            ref readonly var parcel = ref from[i].Parcel;
            (places[Count], bodies[Count], notes[Count]) = (i, parcel.Body, parcel.Note);
            Count++;
        }

        if (Count > 0) buffer.Write(Bodies, framing.OpensWithNote ? notes[0].Span : default);
    }

    /// <summary>Where in its batch a parcel of the request stands.</summary>
    public int PlaceOf(int index) => places[index];

    public void LoadFirst(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> note)
    {
        (batch, Count) = (null, 1);
        (bodies[0], notes[0]) = (body, note);
        buffer.Write(Bodies, framing.OpensWithNote ? notes[0].Span : default);
    }

    /// <summary>The request is about to leave.</summary>
    public void Leave()
    {
        if (batch is null) return;
        foreach (var i in places.AsSpan(0, Count))
        {
            if (batch.IsLeaving(i)) continue;
            batch.Leave(i);
            var pending = batch[i];
            ledger.Leaving(in pending.Parcel, pending.Chunk);
        }
    }

    /// <summary>An answer said that nothing was accepted, or nothing left: parcels never in doubt are back where they were.</summary>
    public void Return()
    {
        if (batch is null) return;
        foreach (var i in places.AsSpan(0, Count))
        {
            if (!batch.IsLeaving(i) || batch.IsInDoubt(i)) continue;
            batch.Return(i);
            var pending = batch[i];
            ledger.Returned(in pending.Parcel, pending.Chunk);
        }
    }

    /// <summary>The request left and nobody knows what became of it.</summary>
    public void Doubt()
    {
        if (batch is null) return;
        foreach (var i in places.AsSpan(0, Count)) batch.Doubt(i);
    }

    public void Dispose() => buffer.Dispose();
}

namespace Loader.Sending;

/// <summary>
/// What one request carries: a run of parcels out of a batch, or a request that has to come before one (which no ledger
/// knows of). Keeps the ledger told of what leaves and what came back.
/// </summary>
internal sealed class Cargo(Framing framing, ILedger ledger) : IDisposable
{
    private readonly BatchBuffer buffer = new(framing);
    private ReadOnlyMemory<byte>[] bodies = new ReadOnlyMemory<byte>[1];
    private ReadOnlyMemory<byte>[] notes = new ReadOnlyMemory<byte>[1];
    private Batch? batch;
    private int start;

    public int Count { get; private set; }

    /// <summary>Whether the ledger knows these parcels: then they count as events.</summary>
    public int Events => batch is null ? 0 : Count;

    public ReadOnlyMemory<byte> Body => buffer.Body;

    public ReadOnlySpan<ReadOnlyMemory<byte>> Bodies => bodies.AsSpan(0, Count);

    public ReadOnlySpan<ReadOnlyMemory<byte>> Notes => notes.AsSpan(0, Count);

    public void Load(Batch from, int first, int count)
    {
        (batch, start, Count) = (from, first, count);
        if (bodies.Length < count)
        {
            bodies = new ReadOnlyMemory<byte>[Math.Max(count, bodies.Length * 2)];
            notes = new ReadOnlyMemory<byte>[bodies.Length];
        }

        for (var i = 0; i < count; i++)
        {
            ref readonly var parcel = ref from[first + i].Parcel;
            bodies[i] = parcel.Body;
            notes[i] = parcel.Note;
        }

        buffer.Write(Bodies, framing.OpensWithNote ? notes[0].Span : default);
    }

    public void LoadFirst(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> note)
    {
        (batch, start, Count) = (null, 0, 1);
        (bodies[0], notes[0]) = (body, note);
        buffer.Write(Bodies, framing.OpensWithNote ? notes[0].Span : default);
    }

    /// <summary>The request is about to leave.</summary>
    public void Leave()
    {
        if (batch is null) return;
        for (var i = start; i < start + Count; i++)
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
        for (var i = start; i < start + Count; i++)
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
        for (var i = start; i < start + Count; i++) batch.Doubt(i);
    }

    public void Dispose() => buffer.Dispose();
}

namespace Loader.Sending;

/// <summary>
/// The parcels one worker has taken to send together, with what is known of each. Bytes are counted exactly as
/// <see cref="BatchBuffer"/> writes them.
/// </summary>
internal sealed class Batch(Framing framing, Ceiling ceiling)
{
    private readonly HashSet<ulong>? onces = framing.OneOfEach ? [] : null;
    private Pending[] parcels = new Pending[Math.Min(framing.MaxEvents, 64)];
    private Knowledge[] known = new Knowledge[Math.Min(framing.MaxEvents, 64)];

    [Flags]
    private enum Knowledge : byte
    {
        Nothing = 0,

        /// <summary>The ledger has been told that it leaves.</summary>
        Leaving = 1,

        /// <summary>One of its attempts ended without an answer that can be read.</summary>
        InDoubt = 2,

        /// <summary>Its outcome is known; it goes into no further request.</summary>
        Settled = 4,
    }

    public int Count { get; private set; }

    /// <summary>Bytes of the body that holds all of them.</summary>
    public long Bytes { get; private set; } = framing.Before.Length + framing.After.Length;

    /// <summary>The lanes that this batch holds until it is settled.</summary>
    public List<Lane> Lanes { get; } = [];

    /// <summary>The lane of the first parcel.</summary>
    public ulong FirstLane => parcels[0].Parcel.Lane;

    public bool IsFull => Count >= framing.MaxEvents || !ceiling.Allows(Count + 1, 0);

    public Pending this[int index] => parcels[index];

    /// <summary>Whether one more event fits. The first always does: one that is too large by itself is found when it is its turn.</summary>
    public bool HasRoomFor(in Parcel parcel) =>
        Count == 0
        || (!IsFull
            && Bytes + framing.Between.Length + parcel.Body.Length is var bytes
            && bytes <= framing.MaxBytes
            && ceiling.Allows(Count + 1, bytes)
            && !(onces?.Contains(parcel.Once) ?? false)
            && (!framing.OpensWithNote || parcel.Note.Span.SequenceEqual(parcels[0].Parcel.Note.Span)));

    public void Add(Pending pending)
    {
        if (Count == parcels.Length)
        {
            Array.Resize(ref parcels, Count * 2);
            Array.Resize(ref known, Count * 2);
        }

        if (Count > 0) Bytes += framing.Between.Length;
        else if (framing.OpensWithNote) Bytes += pending.Parcel.Note.Length;
        Bytes += pending.Parcel.Body.Length;
        if (pending.Parcel.Once != 0) onces?.Add(pending.Parcel.Once);
        known[Count] = Knowledge.Nothing;
        parcels[Count++] = pending;
    }

    /// <summary>The size of a request with a run of its parcels, without those whose outcome is known.</summary>
    public RequestSize SizeOf(int start, int count)
    {
        var (events, bytes) = (0L, (long)framing.Before.Length + framing.After.Length);
        for (var i = start; i < start + count; i++)
        {
            if (IsSettled(i)) continue;
            ref readonly var parcel = ref parcels[i].Parcel;
            bytes += parcel.Body.Length + (events > 0 ? framing.Between.Length : framing.OpensWithNote ? parcel.Note.Length : 0);
            events++;
        }

        return new(events, bytes);
    }

    public void Clear()
    {
        Array.Clear(parcels, 0, Count);
        Lanes.Clear();
        onces?.Clear();
        Count = 0;
        Bytes = framing.Before.Length + framing.After.Length;
    }

    public bool IsLeaving(int index) => (known[index] & Knowledge.Leaving) != Knowledge.Nothing;

    public bool IsInDoubt(int index) => (known[index] & Knowledge.InDoubt) != Knowledge.Nothing;

    public bool IsSettled(int index) => (known[index] & Knowledge.Settled) != Knowledge.Nothing;

    public void Settle(int index) => known[index] |= Knowledge.Settled;

    public void Leave(int index) => known[index] |= Knowledge.Leaving;

    public void Return(int index) => known[index] &= ~Knowledge.Leaving;

    public void Doubt(int index) => known[index] |= Knowledge.InDoubt;
}

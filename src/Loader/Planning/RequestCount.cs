using Loader.Destinations;
using Loader.Sending;

namespace Loader.Planning;

/// <summary>
/// How many requests events make, and of how many bytes, by the rules of a destination's framing. A run fills requests from what is ready at the
/// moment, so where a request holds several events of one owner only, those within so many events count as ready.
/// </summary>
internal sealed class RequestCount(Framing framing)
{
    /// <summary>Events that are looked at together.</summary>
    public const int Window = 10_000;

    private readonly Dictionary<ulong, Open> open = [];
    private int inWindow;

    public long Requests { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Takes an event.</summary>
    /// <param name="packed">Its lengths, lane and what must stand only once.</param>
    /// <param name="note">Its note.</param>
    public void Add(in Packed packed, ReadOnlySpan<byte> note)
    {
        if (++inWindow > Window)
        {
            open.Clear();
            inWindow = 1;
        }

        var lane = framing.OneLanePerRequest ? packed.Lane : 0;
        if (open.TryGetValue(lane, out var batch) && HasRoom(batch, packed, note))
        {
            batch.Events++;
            batch.Bytes += framing.Between.Length + packed.BodyLength;
            Bytes += framing.Between.Length + packed.BodyLength;
        }
        else
        {
            var bytes = framing.Before.Length + framing.After.Length + packed.BodyLength + (framing.OpensWithNote ? packed.NoteLength : 0);
            open[lane] = batch = new() { Events = 1, Bytes = bytes, Note = framing.OpensWithNote ? note.ToArray() : [] };
            Requests++;
            Bytes += bytes;
        }

        if (packed.Once != 0 && framing.OneOfEach) batch.Onces.Add(packed.Once);
    }

    private bool HasRoom(Open batch, in Packed packed, ReadOnlySpan<byte> note) =>
        batch.Events < framing.MaxEvents
        && batch.Bytes + framing.Between.Length + packed.BodyLength <= framing.MaxBytes
        && !(framing.OneOfEach && batch.Onces.Contains(packed.Once))
        && (!framing.OpensWithNote || note.SequenceEqual(batch.Note));

    private sealed class Open
    {
        public int Events { get; set; }

        public long Bytes { get; set; }

        public byte[] Note { get; init; } = [];

        public HashSet<ulong> Onces { get; } = [];
    }
}

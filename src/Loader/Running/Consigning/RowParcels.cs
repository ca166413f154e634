using System.Buffers;
using System.Runtime.InteropServices;
using Loader.Destinations;
using Loader.Mappings.Rows;
using Loader.Sending;

namespace Loader.Running.Consigning;

/// <summary>
/// The parcels that one chunk of rows became. Their bytes lie in one buffer; the rows stay readable until the last parcel is settled, since
/// a refused row goes to the rejected file as it was. A parcel's ticket is its row's number.
/// </summary>
/// <param name="giveBack">Takes the emptied instance for another chunk.</param>
internal sealed class RowParcels(Action<RowParcels> giveBack) : ParcelChunk
{
    private readonly ArrayBufferWriter<byte> bytes = new(256 * 1024);
    private readonly List<Draft> drafts = new(1024);
    private Parcel[] parcels = [];
    private int count;
    private readonly List<Consignment> consignments = [];
    private int consigned;
    private RowChunk? rows;

    public override ReadOnlySpan<Parcel> Parcels => parcels.AsSpan(0, count);

    /// <summary>Where packers append body and note.</summary>
    public ArrayBufferWriter<byte> Bytes => bytes;

    /// <summary>The chunk that the parcels came from.</summary>
    public RowChunk Rows => rows ?? throw new InvalidOperationException("The parcels have been given back, or came from no chunk.");

    /// <summary>The chunk that rows with an index in it came from; null when all were held over from earlier chunks.</summary>
    public RowChunk? Chunk => rows;

    /// <summary>Whether parcels are the events of consignments, rather than one row each.</summary>
    public bool AreConsigned => consigned > 0;

    public int Drafted => drafts.Count;

    /// <summary>Begins with a chunk, which is held until the last parcel is settled.</summary>
    public void Take(RowChunk? chunk)
    {
        rows = chunk;
        consigned = 0;
        bytes.ResetWrittenCount();
        drafts.Clear();
        count = 0;
    }

    /// <summary>Adds the event that was appended to <see cref="Bytes"/> last.</summary>
    public void Add(long row, in Packed packed) =>
        drafts.Add(new(row, packed, bytes.WrittenCount - packed.BodyLength - packed.NoteLength, null, 0));

    /// <summary>Begins a consignment: the events that are added next belong to it.</summary>
    public Consignment Consign(IEnumerable<HeldRow> held, ReadOnlySpan<byte> key)
    {
        if (consigned == consignments.Count) consignments.Add(new());
        var consignment = consignments[consigned++];
        consignment.Begin(held, key);
        return consignment;
    }

    /// <summary>Adds the event that was appended to <see cref="Bytes"/> last to a consignment. Its ticket is the consignment's first row.</summary>
    public void Add(Consignment to, string? name, in Packed packed) =>
        drafts.Add(new(to.Rows[0].Row, packed, bytes.WrittenCount - packed.BodyLength - packed.NoteLength, to, to.Add(name)));

    /// <summary>Takes back the consignment that was begun last, with its events.</summary>
    public void Withdraw(Consignment last)
    {
        drafts.RemoveRange(drafts.Count - last.Size, last.Size);
        consigned--;
    }

    /// <summary>The consignment of a parcel, and which of its events it is: found by where its bytes lie.</summary>
    public (Consignment Consignment, int Number) ConsignmentOf(in Parcel parcel)
    {
        if (!MemoryMarshal.TryGetArray(parcel.Body, out var body)) throw new InvalidOperationException("The parcel is not one of these.");
        var (low, high) = (0, count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (drafts[middle].Offset <= body.Offset) low = middle;
            else high = middle - 1;
        }

        return (drafts[low].Consignment!, drafts[low].Number);
    }

    /// <summary>The closed parcels; null when there are none, and chunk and buffers have been given back.</summary>
    public RowParcels? ClosedUnlessEmpty()
    {
        if (Drafted > 0)
        {
            Close();
            return this;
        }

        Release();
        return null;
    }

    protected override void Release()
    {
        rows?.Dispose();
        rows = null;
        giveBack(this);
    }

    /// <summary>
    /// Makes the parcels, now that the buffer will not move any more, and starts counting them down. The buffers are held for one reader more than
    /// there are parcels: <see cref="Making.PayloadHash"/> settles too.
    /// </summary>
    private void Close()
    {
        if (parcels.Length < drafts.Count) parcels = new Parcel[Math.Max(drafts.Count, parcels.Length * 2)];
        var memory = bytes.WrittenMemory;
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            parcels[i] = new(
                draft.Row,
                draft.Packed.Lane,
                memory.Slice(draft.Offset, draft.Packed.BodyLength),
                memory.Slice(draft.Offset + draft.Packed.BodyLength, draft.Packed.NoteLength),
                draft.Packed.Once);
        }

        count = drafts.Count;
        Begin(count + 1);
    }

    private readonly record struct Draft(long Row, Packed Packed, int Offset, Consignment? Consignment, int Number);
}

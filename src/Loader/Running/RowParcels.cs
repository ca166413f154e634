using System.Buffers;
using Loader.Destinations;
using Loader.Mappings.Rows;
using Loader.Sending;

namespace Loader.Running;

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
    private RowChunk? rows;

    public override ReadOnlySpan<Parcel> Parcels => parcels.AsSpan(0, count);

    /// <summary>Where packers append body and note.</summary>
    public ArrayBufferWriter<byte> Bytes => bytes;

    /// <summary>The chunk that the parcels came from.</summary>
    public RowChunk Rows => rows ?? throw new InvalidOperationException("The parcels have been given back.");

    public int Drafted => drafts.Count;

    /// <summary>Begins with a chunk, which is held until the last parcel is settled.</summary>
    public void Take(RowChunk chunk)
    {
        rows = chunk;
        bytes.ResetWrittenCount();
        drafts.Clear();
        count = 0;
    }

    /// <summary>Adds the event that was appended to <see cref="Bytes"/> last.</summary>
    public void Add(long row, in Packed packed) =>
        drafts.Add(new(row, packed, bytes.WrittenCount - packed.BodyLength - packed.NoteLength));

    /// <summary>
    /// Makes the parcels, now that the buffer will not move any more, and starts counting them down. The buffers are held for one reader more than
    /// there are parcels: <see cref="PayloadHash"/> settles too.
    /// </summary>
    public void Close()
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

    /// <summary>Gives chunk and buffers back: none of the rows became a parcel.</summary>
    public void GiveBackEmpty() => Release();

    protected override void Release()
    {
        rows?.Dispose();
        rows = null;
        giveBack(this);
    }

    private readonly record struct Draft(long Row, Packed Packed, int Offset);
}

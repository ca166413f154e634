using System.Runtime.InteropServices;
using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Running.Consigning;
using Loader.Sending;

namespace Loader.Running.Outcomes;

/// <summary>
/// The senders' ledger is the books: a parcel's ticket is its row's number. Each call is a byte in a mapped file, except for rows that went wrong.
/// Parcels of a consignment are judged together, with the last of them.
/// </summary>
internal sealed class BookLedger(LoadBooks books, FailedRows failed, Threshold threshold, TimeProvider clock) : ILedger
{
    private long givenBack;

    /// <summary>Rows that were to be sent and are as unreached as before, because the run stopped.</summary>
    public long GivenBack => Interlocked.Read(ref givenBack);

    public void Leaving(in Parcel parcel, ParcelChunk chunk)
    {
        if (((RowParcels)chunk) is { AreConsigned: true } consigned) consigned.ConsignmentOf(parcel).Consignment.Leaving(books, clock.GetUtcNow());
        else books.Leaving(parcel.Ticket);
    }

    public void Returned(in Parcel parcel, ParcelChunk chunk)
    {
        if (((RowParcels)chunk) is { AreConsigned: true } consigned) consigned.ConsignmentOf(parcel).Consignment.Returned(books);
        else books.NotReached(parcel.Ticket);
    }

    public void Receipted(string receipt, ReadOnlySpan<Shipped> parcels)
    {
        var rows = new List<long>(parcels.Length);
        foreach (ref readonly var shipped in parcels)
        {
            if ((RowParcels)shipped.Chunk is { AreConsigned: true } consigned)
                rows.AddRange(consigned.ConsignmentOf(shipped.Parcel).Consignment.Rows.Select(row => row.Row));
            else rows.Add(shipped.Parcel.Ticket);
        }

        books.Receipted(receipt, CollectionsMarshal.AsSpan(rows));
    }

    public void Settled(in Parcel parcel, ParcelChunk chunk, Outcome outcome)
    {
        if (((RowParcels)chunk) is { AreConsigned: true } consigned)
        {
            Settled(parcel, consigned, outcome);
            return;
        }

        switch (outcome)
        {
            case Outcome.Sent:
                books.Sent(parcel.Ticket);
                threshold.Settled();
                break;
            case Outcome.Failed refused:
                failed.Refused(((RowParcels)chunk).Rows, parcel.Ticket, refused);
                break;
            case Outcome.Uncertain uncertain:
                failed.Uncertain(((RowParcels)chunk).Rows, parcel, uncertain.Reason);
                break;
            case Outcome.NotReached:
                books.NotReached(parcel.Ticket);
                GiveBack(parcel.Ticket);
                break;
        }
    }

    /// <summary>A row that never got to a sender, or came back from one. One that was uncertain before still is, and has its outcome.</summary>
    public void GiveBack(long row)
    {
        if (books[row] == RowState.NotReached) Interlocked.Increment(ref givenBack);
    }

    /// <summary>A parcel that never got to a sender, since the run stopped.</summary>
    public void Withhold(in Parcel parcel, RowParcels parcels)
    {
        if (parcels.AreConsigned) Settled(parcel, parcels, Outcome.NotReached.Instance);
        else GiveBack(parcel.Ticket);
    }

    /// <summary>
    /// A row in doubt of a group of which another is sent: the answer to the group's event was read, and the process died before it had marked them all. Or a
    /// person said of the other that it arrived.
    /// </summary>
    public void SentWithGroup(long row, bool byHand)
    {
        if (byHand) books.SentByHand(row, clock.GetUtcNow());
        else books.Sent(row);
        threshold.Settled();
    }

    private void Settled(in Parcel parcel, RowParcels parcels, Outcome outcome)
    {
        var (consignment, number) = parcels.ConsignmentOf(parcel);
        switch (consignment.Settle(number, outcome, outcome is Outcome.Uncertain ? failed.EventId(parcel) : null))
        {
            case Consignment.Verdict.Sent:
                foreach (var row in consignment.Rows)
                {
                    books.Sent(row.Row);
                    threshold.Settled();
                }

                break;
            case Consignment.Verdict.Failed refused:
                foreach (var row in consignment.Rows) failed.Refused(parcels.Chunk, row, consignment, refused);
                break;
            case Consignment.Verdict.Uncertain uncertain:
                foreach (var row in consignment.Rows) failed.Uncertain(row, consignment, uncertain);
                break;
            case Consignment.Verdict.NotReached:
                foreach (var row in consignment.Rows)
                {
                    books.NotReached(row.Row);
                    GiveBack(row.Row);
                }

                break;
        }
    }
}

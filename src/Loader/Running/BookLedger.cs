using Loader.Books;
using Loader.Sending;

namespace Loader.Running;

/// <summary>
/// The senders' ledger is the books: a parcel's ticket is its row's number. Each call is a byte in a mapped file, except for rows that went wrong.
/// </summary>
internal sealed class BookLedger(LoadBooks books, ReceiptLog receipts, FailedRows failed, Threshold threshold) : ILedger
{
    private long givenBack;

    /// <summary>Rows that were to be sent and are as unreached as before, because the run stopped.</summary>
    public long GivenBack => Interlocked.Read(ref givenBack);

    public void Leaving(in Parcel parcel, ParcelChunk chunk) => books.Leaving(parcel.Ticket);

    public void Returned(in Parcel parcel, ParcelChunk chunk) => books.NotReached(parcel.Ticket);

    public void Receipted(string receipt, ReadOnlySpan<long> tickets) => receipts.Append(receipt, tickets);

    public void Settled(in Parcel parcel, ParcelChunk chunk, Outcome outcome)
    {
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
}

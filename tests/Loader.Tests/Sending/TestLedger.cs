using System.Collections.Concurrent;
using Loader.Sending;

namespace Loader.Tests.Sending;

/// <summary>Keeps what the sender says, and refuses what it must never say.</summary>
internal sealed class TestLedger : ILedger
{
    private readonly ConcurrentDictionary<long, bool> leaving = new();

    public ConcurrentDictionary<long, Outcome> Outcomes { get; } = new();

    public ConcurrentQueue<long> SettledInOrder { get; } = new();

    public Action<long>? OnSettled { get; init; }

    public bool IsLeaving(long ticket) => leaving.GetValueOrDefault(ticket);

    public void Leaving(in Parcel parcel, ParcelChunk chunk)
    {
        if (Outcomes.ContainsKey(parcel.Ticket)) throw new InvalidOperationException($"{parcel.Ticket} leaves after it was settled");
        if (IsLeaving(parcel.Ticket)) throw new InvalidOperationException($"{parcel.Ticket} leaves twice");
        leaving[parcel.Ticket] = true;
    }

    public void Returned(in Parcel parcel, ParcelChunk chunk)
    {
        if (!leaving.TryUpdate(parcel.Ticket, false, true)) throw new InvalidOperationException($"{parcel.Ticket} returns and had not left");
    }

    public ConcurrentQueue<(string Receipt, long[] Tickets)> Receipts { get; } = new();

    public void Receipted(string receipt, ReadOnlySpan<Shipped> parcels)
    {
        var tickets = new long[parcels.Length];
        for (var i = 0; i < parcels.Length; i++) tickets[i] = parcels[i].Parcel.Ticket;
        foreach (var ticket in tickets)
        {
            if (!IsLeaving(ticket) || Outcomes.ContainsKey(ticket)) throw new InvalidOperationException($"{ticket} gets a receipt and is not on its way");
        }

        Receipts.Enqueue((receipt, tickets));
    }

    public void Settled(in Parcel parcel, ParcelChunk chunk, Outcome outcome)
    {
        if (!Outcomes.TryAdd(parcel.Ticket, outcome)) throw new InvalidOperationException($"{parcel.Ticket} is settled twice");
        if (outcome is Outcome.Sent && !IsLeaving(parcel.Ticket)) throw new InvalidOperationException($"{parcel.Ticket} is sent and never left");
        SettledInOrder.Enqueue(parcel.Ticket);
        OnSettled?.Invoke(parcel.Ticket);
    }

    public IEnumerable<T> Of<T>()
        where T : Outcome => Outcomes.Values.OfType<T>();

    public IEnumerable<long> TicketsOf<T>()
        where T : Outcome => Outcomes.Where(pair => pair.Value is T).Select(pair => pair.Key).Order();
}

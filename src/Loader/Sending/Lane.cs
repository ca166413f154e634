namespace Loader.Sending;

/// <summary>Parcels with one key, of which at most one request is in flight.</summary>
internal sealed class Lane
{
    public ulong Key { get; set; }

    /// <summary>Whose request holds the lane; null when its parked parcels wait for the next free worker.</summary>
    public Seat? Owner { get; set; }

    /// <summary>Parcels that came while the lane was busy, in the order in which they came.</summary>
    public Queue<Pending> Parked { get; } = new();
}

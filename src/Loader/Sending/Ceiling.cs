namespace Loader.Sending;

/// <summary>
/// How large an endpoint's requests may be, as far as its answers have shown; shared by all its senders. There is no ceiling until a request was
/// refused for its size (413). From then on none is built larger than what has passed, or than half of what did not: where nothing has passed
/// yet, few refusals find a size that does. What was refused is not tried again within the run: that would cost uploads for nothing.
/// </summary>
internal sealed class Ceiling
{
    private readonly Lock gate = new();
    private Bound bytes = new();
    private Bound events = new();
    private long mostBytes = long.MaxValue;
    private long mostEvents = long.MaxValue;
    private long refusals;

    /// <summary>What was found; null when no request was too large.</summary>
    public CeilingFound? Found
    {
        get
        {
            lock (gate) return refusals == 0 ? null : new(refusals, bytes.Limit, events.Limit);
        }
    }

    public bool Allows(long eventCount, long byteCount) => eventCount <= Volatile.Read(ref mostEvents) && byteCount <= Volatile.Read(ref mostBytes);

    public bool Allows(RequestSize size) => Allows(size.Events, size.Bytes);

    /// <summary>A request was taken.</summary>
    public void Passed(RequestSize size)
    {
        if (size.Bytes <= Volatile.Read(ref bytes.Passed) && size.Events <= Volatile.Read(ref events.Passed)) return;
        lock (gate)
        {
            bytes.Pass(size.Bytes);
            events.Pass(size.Events);
            Publish();
        }
    }

    /// <summary>A request was too large, and nothing but its size was wrong: its events passed in smaller ones.</summary>
    public void Refused(RequestSize size)
    {
        lock (gate)
        {
            refusals++;

            // As many bytes have passed, but never as many events: then it is these that are counted.
            if (size.Bytes <= bytes.Passed && size.Events > events.Passed) events.Refuse(size.Events);
            else bytes.Refuse(size.Bytes);
            Publish();
        }
    }

    private void Publish()
    {
        Volatile.Write(ref mostBytes, bytes.Limit ?? long.MaxValue);
        Volatile.Write(ref mostEvents, events.Limit ?? long.MaxValue);
    }

    /// <summary>What is known of one measure: the most that passed below the least that did not.</summary>
    private struct Bound()
    {
        private long refused = long.MaxValue;

        public long Passed;

        public readonly long? Limit => refused == long.MaxValue ? null : Math.Max(Passed, refused / 2);

        public void Pass(long size)
        {
            if (size > Passed && size < refused) Passed = size;
        }

        public void Refuse(long size)
        {
            refused = Math.Min(refused, size);

            // What passed once does no longer.
            if (Passed >= refused) Passed = refused / 2;
        }
    }
}

/// <summary>The sizes that an endpoint was found to take.</summary>
/// <param name="Refusals">Requests that were refused for nothing but their size.</param>
/// <param name="Bytes">Bytes of a body from then on, at most; null where they were not what counted.</param>
/// <param name="Events">Events of a request from then on, at most; null where they were not what counted.</param>
public sealed record CeilingFound(long Refusals, long? Bytes, long? Events);

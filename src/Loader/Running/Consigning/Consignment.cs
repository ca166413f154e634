using System.Buffers;
using System.Text;
using Loader.Books;
using Loader.Sending;

namespace Loader.Running.Consigning;

/// <summary>
/// Rows that share their outcome, and the events that make it: one row with several events, or a group. The rows are leaving from the first event's
/// departure until the last event is settled, so that a death in between makes them uncertain, never sent or unreached by halves. Called from the
/// senders of all its events.
/// </summary>
internal sealed class Consignment
{
    private readonly Lock settling = new();
    private readonly List<HeldRow> rows = [];
    private readonly List<OneEvent> events = [];
    private readonly ArrayBufferWriter<byte> key = new(64);
    private int judged;
    private int away;

    public IReadOnlyList<HeldRow> Rows => rows;

    /// <summary>The key of the row or group.</summary>
    public string Key => Encoding.UTF8.GetString(key.WrittenSpan);

    /// <summary>When its first event left that is not known to have been refused.</summary>
    public DateTimeOffset LeftAt { get; private set; }

    /// <summary>Whether other events of its rows were sent by an earlier run.</summary>
    public bool IsRest { get; set; }

    public void Begin(IEnumerable<HeldRow> held, ReadOnlySpan<byte> of)
    {
        rows.Clear();
        rows.AddRange(held);
        events.Clear();
        key.ResetWrittenCount();
        key.Write(of);
        (judged, away, IsRest) = (0, 0, false);
    }

    /// <summary>One event more; gives its number.</summary>
    public int Add(string? name)
    {
        events.Add(new(name));
        return events.Count - 1;
    }

    /// <summary>How many events it has.</summary>
    public int Size => events.Count;

    /// <summary>An event is about to leave.</summary>
    public void Leaving(LoadBooks books, DateTimeOffset now)
    {
        lock (settling)
        {
            if (away++ > 0) return;
            if (judged == 0) LeftAt = now;
            foreach (var row in rows) books.Leaving(row.Row);
        }
    }

    /// <summary>An event came back as if it had not left. The rows are unreached again only when nothing of them is elsewhere.</summary>
    public void Returned(LoadBooks books)
    {
        lock (settling)
        {
            if (--away > 0 || judged > 0) return;
            foreach (var row in rows) books.NotReached(row.Row);
        }
    }

    /// <summary>The last word on one event; the verdict on all rows with the last event's, else null.</summary>
    /// <param name="id">The event's id at the destination, for one that is uncertain.</param>
    public Verdict? Settle(int number, Outcome outcome, string? id)
    {
        lock (settling)
        {
            events[number].Outcome = outcome;
            events[number].Id = id;
            return ++judged == events.Count ? Judge() : null;
        }
    }

    private Verdict Judge()
    {
        var open = events.Where(one => one.Outcome is not Outcome.Sent).ToList();
        if (open.Count == 0) return new Verdict.Sent();

        // Without a name there is one event, and all of it is open.
        var isWhole = open.Count == events.Count;
        IReadOnlyList<string>? names = (isWhole && !IsRest) || open[0].Name is null ? null : [.. open.Select(one => one.Name!)];
        if (open.Find(one => one.Outcome is Outcome.Uncertain) is { Outcome: Outcome.Uncertain doubt } uncertain)
            return new Verdict.Uncertain(Named(uncertain.Name, doubt.Reason), uncertain.Id, names, InDoubt: true);
        if (open.Find(one => one.Outcome is Outcome.Failed) is { Outcome: Outcome.Failed refusal } failed)
            return new Verdict.Failed(refusal.Code, Named(failed.Name, refusal.Reason), names);
        return isWhole
            ? new Verdict.NotReached()
            : new Verdict.Uncertain("the run stopped after some of the row's events had been sent; the others have not left", null, names, InDoubt: false);
    }

    private static string Named(string? name, string reason) => name is null ? reason : $"event {name}: {reason}";

    /// <summary>What becomes of the rows. Closed.</summary>
    public abstract record Verdict
    {
        private Verdict()
        {
        }

        public sealed record Sent : Verdict;

        public sealed record NotReached : Verdict;

        /// <param name="Events">Those that are not sent, when others are.</param>
        public sealed record Failed(string Code, string Reason, IReadOnlyList<string>? Events) : Verdict;

        /// <param name="EventId">The id of the first event in doubt.</param>
        /// <param name="Events">Those that are not known to be sent, when others are.</param>
        /// <param name="InDoubt">Whether one of them may have arrived; else they only wait for the next run.</param>
        public sealed record Uncertain(string Reason, string? EventId, IReadOnlyList<string>? Events, bool InDoubt) : Verdict;
    }

    private sealed class OneEvent(string? name)
    {
        public string? Name { get; } = name;

        public Outcome? Outcome { get; set; }

        public string? Id { get; set; }
    }
}

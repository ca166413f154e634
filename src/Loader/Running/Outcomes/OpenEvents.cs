using Loader.Books;
using Loader.Mappings.Rows;
using Loader.Running.Consigning;

namespace Loader.Running.Outcomes;

/// <summary>
/// Rows of earlier runs of whose events some were sent and some were not. Whoever makes events of such a row again, for a retry, a resend or the rest
/// of an interrupted run, makes only those that are open: a sent event never leaves twice.
/// </summary>
internal sealed class OpenEvents
{
    private readonly Dictionary<long, IReadOnlyList<string>> open = [];
    private readonly HashSet<long> waiting = [];

    /// <summary>What the books say at the opening.</summary>
    public static OpenEvents Of(LoadBooks books)
    {
        var read = new OpenEvents();
        var counts = books.AtOpening;
        if (counts.Failed > 0)
        {
            foreach (var row in books.ReadFailed()) read.Add(row.Row, row.Events);
        }

        if (counts.Uncertain > 0)
        {
            foreach (var row in books.ReadUncertain())
            {
                read.Add(row.Row, row.Events);
                if (!row.InDoubt) read.waiting.Add(row.Row);
            }

            // A retry that died has left no record; that of the failure before it still says what had been sent by then.
            foreach (var row in books.ReadFailuresOfUncertain()) read.Add(row.Row, row.Events);
        }

        return read;
    }

    /// <summary>Whether the row only waits for the rest of its events: none of them can have arrived.</summary>
    public bool Waits(long row) => waiting.Contains(row);

    /// <summary>Whether an event of rows that share it is still to be sent: what one of them knows as sent is.</summary>
    public bool IsOpen(List<HeldRow> rows, string? name)
    {
        if (name is null || open.Count == 0) return true;
        foreach (var row in rows)
            if (open.TryGetValue(row.Row, out var names) && !names.Contains(name, StringComparer.Ordinal)) return false;
        return true;
    }

    /// <summary>The events of a row that are still to be sent; null: all of them.</summary>
    public IReadOnlyList<string>? NamesOf(long row) => open.GetValueOrDefault(row);

    /// <summary>What a rejected file says of its row: where some of its events had been sent when it was rejected, only the others are open.</summary>
    public void Add(long row, RejectedRow? rejected) => Add(row, rejected?.Unsent);

    /// <summary>What is sent stays sent: of two records the events that both name are open.</summary>
    private void Add(long row, IReadOnlyList<string>? names)
    {
        if (names is not null) open[row] = open.TryGetValue(row, out var before) ? [.. before.Intersect(names, StringComparer.Ordinal)] : names;
    }
}

using System.Globalization;
using Loader.Books;
using Loader.Books.Records;
using Loader.Destinations;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Sending;
using Loader.Settings;
using Loader.Sources;

namespace Loader.Running;

/// <summary>What is worth saying of one run beyond its numbers: sentences for the report, in the order in which they matter.</summary>
internal sealed class RunNotes(Prepared prepared, LoadBooks books, LoadEnd end, RejectedWritten? rejected, LoadedApart apart)
{
    public IReadOnlyList<string> All() => [.. OfTheBooks(), .. OfTheSource(), .. OfTheSending()];

    private IEnumerable<string> OfTheBooks()
    {
        if (books.ChangedSince is { } change) yield return change;
        if (StandardInputWords.Note(prepared.Source.Fingerprint) is { } once) yield return once;
        if (books.TakenOver is { } dead)
        {
            yield return Words(
                $"the run before this one (process {dead.ProcessId} on {dead.Host}, since {dead.Since:u}) died without an end; its books were taken over");
        }

        if (RunEnding.Note(end.Reason) is { } note) yield return prepared.Secrets.Redact(note);
        foreach (var said in (prepared.Source as IKeepsState)?.Notes ?? []) yield return prepared.Secrets.Redact(said);
        if (prepared.Flags.Resolve is { } settlement)
            yield return $"{Count(end.Settled, "uncertain row was", "uncertain rows were")} settled by hand: {Settled(settlement.As, end.Settled)}";
    }

    private IEnumerable<string> OfTheSource()
    {
        if (prepared.Source.Changed() is { } what)
        {
            yield return $"the source changed while it was read ({what}): rows may be of the old or of the new content; "
                + "the next run compares, and goes on only where it is the same";
        }

        if (apart.Count > 0)
        {
            yield return $"{Count(apart.Count, "failed row was", "failed rows were")} loaded by themselves since and left out of the rejected file; "
                + $"what became of them stands in {string.Join(", ", apart.Books.Select(where => $"'{where}'"))}";
        }

        if (rejected is { KeptEdited: { } edited })
            yield return $"'{edited}' was edited since it was written; it was left as it is, and the failed rows were written beside it";
    }

    private IEnumerable<string> OfTheSending()
    {
        var sending = end.Sending;
        if (sending.Preludes > 0)
            yield return $"{Count(sending.Preludes, "page view was", "page views were")} made to open sessions that the destination did not know";
        if (sending.Receipts > 0)
        {
            yield return $"{Count(sending.Receipts, "request was", "requests were")} accepted with a receipt; "
                + $"their results have to be asked for later: {ReceiptLog.FileName}";
        }

        if (sending.Pauses > 0)
            yield return Words($"the destination asked everybody to wait {Times(sending.Pauses)}, at most {sending.LongestPause.TotalSeconds:0.#} s");
        if (sending.CappedPauses > 0)
        {
            yield return Words($"it asked for more, at most {sending.LongestAsked.TotalSeconds:N0} s, {Times(sending.CappedPauses)}; ")
                + Words($"longest_retry_after allows {prepared.Send.Options.LongestRetryAfter.TotalSeconds:0.#} s");
        }

        if (sending.HintedWaits > 0)
        {
            yield return $"answers said that a quota ran low; {Count(sending.HintedWaits, "request", "requests")} waited for that, "
                + Words($"at most {sending.LongestHintedWait.TotalSeconds:0.#} s");
        }

        if (sending.Ceiling is { } ceiling)
        {
            yield return $"{Count(ceiling.Refusals, "request was", "requests were")} too large for the destination and went again in smaller ones; "
                + $"the others held {Most(ceiling)}";
        }

        if (sending.Adaptive is { } story) yield return AdaptiveWords.Of(story);
        if (sending.CircuitOpened > 0) yield return $"nearly every request failed for a while, {Times(sending.CircuitOpened)}; the senders paused";
        if (prepared.Packers.OfType<IOrderWatch>().Sum(watch => watch.OutOfOrder) is > 0 and var disordered)
        {
            yield return $"{Count(disordered, "event was", "events were")} older than one before of the same client; "
                + "sort the source by client and time where order matters";
        }
    }

    private static string Settled(SettleAs settled, long rows) => (settled, rows) switch
    {
        (SettleAs.Sent, 1) => "it arrived",
        (SettleAs.Sent, _) => "they arrived",
        (SettleAs.Failed, 1) => "it did not arrive, and is in the rejected file",
        (SettleAs.Failed, _) => "they did not arrive, and are in the rejected file",
        (_, 1) => "it was sent again",
        _ => "they were sent again",
    };

    private static string Most(CeilingFound ceiling) => ceiling switch
    {
        { Bytes: { } bytes, Events: { } events } => Words($"at most {bytes:N0} bytes and ") + Count(events, "event", "events"),
        { Events: { } events } => "at most " + Count(events, "event", "events"),
        _ => Words($"at most {ceiling.Bytes:N0} bytes"),
    };

    private static string Count(long count, string one, string several) => Words($"{count:N0} {(count == 1 ? one : several)}");

    private static string Times(long count) => count == 1 ? "once" : Words($"{count:N0} times");

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

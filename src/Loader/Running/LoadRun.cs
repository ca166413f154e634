using System.Globalization;
using Loader.Books;
using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Reports;

namespace Loader.Running;

/// <summary>
/// One run of a prepared load: ask the destination whether it may begin, open the books, load, report. Nothing leaves before the probe has been
/// answered and the books are held.
/// </summary>
internal sealed class LoadRun(Prepared prepared, string folder, TimeProvider clock)
{
    /// <summary>Shows a running load; what it awaits is the load.</summary>
    public delegate Task Watch(LoadProgress progress, Func<Counts> counts, Task load);

    /// <summary>Runs to the end; null with findings when the run must not begin.</summary>
    public async Task<Report?> RunAsync(RunWords words, FindingList findings, Watch watch, Func<int?> interrupted, CancellationToken stop, CancellationToken abandon)
    {
        if (await Probe.AskAsync(prepared, clock, stop) is { } refusal)
        {
            findings.Add(refusal);
            return null;
        }

        using var books = LoadBooks.Open(folder, Identity(), prepared.Flags.Restart, findings, clock);
        if (books is null) return null;
        prepared.Mapper.Now = Value.OfTime(books.StartedAt.ToUnixTimeSeconds(), books.StartedAt.Millisecond * 1_000_000);

        var started = clock.GetUtcNow();
        var load = new Load(prepared, books, clock);
        var loading = load.RunAsync(stop, abandon);
        try
        {
            await watch(load.Progress, books.Count, loading);
        }
        finally
        {
            // Also when the console fails: the books stay open as long as somebody writes into them.
            await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var end = await loading;
        var report = Report(books, end, words, started, interrupted());
        ReportFiles.Write(folder, report);
        return report;
    }

    private BookIdentity Identity() => new(
        prepared.Rules.Name,
        prepared.MappingHash,
        prepared.Source.Name,
        prepared.Source.Fingerprint,
        prepared.Destination.Name,
        RedactedEndpoint.Of(prepared.Destination.Protocol.Endpoint));

    private Report Report(LoadBooks books, LoadEnd end, RunWords words, DateTimeOffset started, int? interrupted)
    {
        var counts = books.Count();
        var layout = prepared.Source.Rejected;
        var rejected = RejectedFile.Write(folder, books.ReadFailed(), layout);
        var sending = end.Sending;
        return ReportBuilder.Build(books, new()
        {
            LoaderVersion = words.Version,
            MappingFile = prepared.Flags.Mapping,
            Sources = [new(prepared.Source.Name, Rows(books, end, counts), prepared.Source.Bytes, prepared.Source.Fingerprint)],
            Rejected = layout,
            RejectedFile = rejected,
            ReceiptsFile = Path.Combine(folder, ReceiptLog.FileName) is var receipts && File.Exists(receipts) ? receipts : null,
            GivenBack = end.GivenBack,
            StartedAt = started,
            EndedAt = clock.GetUtcNow(),
            ExitCode = RunEnding.Code(end.Reason, counts, interrupted),
            Sending = new(sending.Requests, sending.Bytes, sending.Retries, sending.ConnectionsOpened),
            Notes = [.. Notes(books, end)],
            PayloadHash = SawAll(books, end) ? end.PayloadHash : null,
            ResumeCommand = words.ResumeCommand,
            CorrectedCommand = rejected is null ? null : words.CorrectedCommand?.Invoke(rejected),
            RealRun = words.RealRun,
            MoreRows = end.Reason is EndReason.LimitReached,
            MappingText = prepared.MappingText,
            ShowValues = prepared.Flags.ShowValues,
            Meaning = words.Meaning,
        });
    }

    /// <summary>
    /// Rows of the source over the whole load, for the balance. A run that did not come to its end knows those it read; of those behind
    /// it knows what earlier runs wrote down.
    /// </summary>
    private static long Rows(LoadBooks books, LoadEnd end, Counts counts) =>
        end.Reason is EndReason.Finished ? end.Rows : counts.Read + books.WithoutOutcome(end.Rows);

    /// <summary>Which payloads an interrupted run made is chance, and one that continues makes only the rest.</summary>
    private static bool SawAll(LoadBooks books, LoadEnd end) =>
        books.AtOpening.Read == 0 && end.Reason is EndReason.Finished or EndReason.LimitReached;

    private IEnumerable<string> Notes(LoadBooks books, LoadEnd end)
    {
        if (books.TakenOver is { } dead) yield return Words($"the run before this one (process {dead.ProcessId} on {dead.Host}, since {dead.Since:u}) died without an end; its books were taken over");
        if (RunEnding.Note(end.Reason) is { } note) yield return prepared.Secrets.Redact(note);
        if (end.Sending.Preludes > 0) yield return Words($"{end.Sending.Preludes:N0} page views were made to open sessions that the destination did not know");
        if (end.Sending.Receipts > 0) yield return Words($"{end.Sending.Receipts:N0} requests were accepted with a receipt; their results have to be asked for later: {ReceiptLog.FileName}");
        if (end.Sending.Pauses > 0) yield return Words($"the destination asked everybody to wait {end.Sending.Pauses:N0} times, at most {end.Sending.LongestPause.TotalSeconds:0.#} s");
        if (end.Sending.CappedPauses > 0) yield return Words($"it asked for more, at most {end.Sending.LongestAsked.TotalSeconds:N0} s, {end.Sending.CappedPauses:N0} times; longest_retry_after allows {prepared.Send.Options.LongestRetryAfter.TotalSeconds:0.#} s");
        if (end.Sending.HintedWaits > 0) yield return Words($"answers said that a quota ran low; {end.Sending.HintedWaits:N0} requests waited for that, at most {end.Sending.LongestHintedWait.TotalSeconds:0.#} s");
        if (end.Sending.Adaptive is { } story) yield return AdaptiveWords.Of(story);
        if (end.Sending.CircuitOpened > 0) yield return Words($"nearly every request failed for a while, {end.Sending.CircuitOpened:N0} times; the senders paused");
        if (prepared.Packers.OfType<IOrderWatch>().Sum(watch => watch.OutOfOrder) is > 0 and var disordered)
        {
            yield return Words($"{disordered:N0} events were older than one before them of the same client; sort the source by client and time where order matters");
        }
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Loader.Books;
using Loader.Destinations;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Reports;
using Loader.Settings;
using Loader.Sources;

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
        // What a person settles is written down whether or not the destination answers.
        var settles = prepared.Flags.Resolve is { As: not SettleAs.Resend };
        if (!settles && !await MayBeginAsync(findings, stop)) return null;

        using var books = await OpenAsync(words, findings, stop);
        if (books is null) return null;
        if (settles && !IsComplete(books) && !await MayBeginAsync(findings, stop)) return null;
        prepared.Mapper.Now = Value.OfTime(books.StartedAt.ToUnixTimeSeconds(), books.StartedAt.Millisecond * 1_000_000);

        // Clocks are set back; how long it took is measured.
        var (started, since) = (clock.GetUtcNow(), clock.GetTimestamp());
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
        try
        {
            var report = Report(books, end, words, started, started + clock.GetElapsedTime(since), interrupted());
            ReportFiles.Write(folder, report);
            return report;
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            throw BooksException.NotWritten(folder, denied);
        }
    }

    private async Task<bool> MayBeginAsync(FindingList findings, CancellationToken stop)
    {
        if (await Probe.AskAsync(prepared, clock, stop) is { } refusal)
        {
            findings.Add(refusal);
            return false;
        }

        await Validation.AskAsync(prepared, findings, clock, stop);
        return !findings.HasErrors;
    }

    /// <summary>Nothing is left that could be sent.</summary>
    private static bool IsComplete(LoadBooks books) => books.Page.LastRow is { } last && books.AtOpening.Read >= last && books.AtOpening.ToRetry == 0;

    private async Task<LoadBooks?> OpenAsync(RunWords words, FindingList findings, CancellationToken stop)
    {
        var flags = prepared.Flags;
        if (flags.Restart && Path.GetFullPath(prepared.Source.Name).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            findings.Add(
                BookCodes.SourceInBooks,
                Place.Of(prepared.Source.Name),
                $"'{prepared.Source.Name}' lies in the folder of the books that --restart would put aside",
                "load it with books of its own: --runs with another folder");
            return null;
        }

        using var opening = new BooksOpening(folder, Identity(), findings, clock)
        {
            How = flags.Restart ? OpeningMode.Restart
                : flags.RetryFailed ? OpeningMode.RetryFailed
                : flags.Resolve is not null ? OpeningMode.Settle
                : OpeningMode.Continue,
            Run = new(flags.Mapping, Directory.GetCurrentDirectory(), words.ResumeCommand, prepared.Source.Rejected),
        };
        if (!opening.Take()) return null;
        if (opening.Found is { } found && StandardInputWords.Refusal(prepared.Source, found, Place.Of(folder)) is { } refusal)
        {
            findings.Add(refusal);
            return null;
        }

        if (opening.LastRead is { } mark)
        {
            try
            {
                opening.SourceBeginsAlike = await prepared.Source.BeginsWithAsync(new(mark.Bytes, mark.Hash), stop);
            }
            catch (SourceException broken)
            {
                findings.Add(broken.Finding);
                return null;
            }
        }

        if (opening.Open() is not { } books) return null;
        books.Reading = () => prepared.Source.Read is { } read ? (read.Bytes, read.Hash) : null;
        return books;
    }

    private BookIdentity Identity() => new(
        prepared.Rules.Name,
        prepared.MappingHash,
        prepared.Source.Name,
        prepared.Source.Fingerprint,
        prepared.Destination.Name,
        RedactedEndpoint.Of(prepared.Destination.Protocol.Endpoint))
    {
        ReadingHash = prepared.ReadingHash,
        SourceBytes = prepared.Source.Bytes,
        Settings = prepared.Destination.ArrivalSettings,
        Secrets = prepared.SecretChecks,
    };

    private Report Report(LoadBooks books, LoadEnd end, RunWords words, DateTimeOffset started, DateTimeOffset ended, int? interrupted)
    {
        var counts = books.Count();
        var layout = prepared.Source.Rejected;
        var written = RejectedFile.Write(folder, books.ReadFailed(), layout, books.Page.RejectedHash);
        books.Note(page => page with { RejectedHash = written?.Hash });
        var rejected = written?.Path;
        var rows = Rows(books, end, counts);
        var sending = end.Sending;
        return ReportBuilder.Build(books, new()
        {
            LoaderVersion = words.Version,
            MappingFile = prepared.Flags.Mapping,
            Sources = [new(prepared.Source.Name, rows, prepared.Source.Bytes, prepared.Source.Fingerprint) { Parts = SourceParts.Of(books, rows) }],
            Rejected = layout,
            RejectedFile = rejected,
            ReceiptsFile = Path.Combine(folder, ReceiptLog.FileName) is var receipts && File.Exists(receipts) ? receipts : null,
            GivenBack = prepared.Flags.RetryFailed ? Waiting(books, end) : end.GivenBack,
            StartedAt = started,
            EndedAt = ended,
            ExitCode = RunEnding.Code(end.Reason, counts, interrupted),
            Sending = new(sending.Requests, sending.Bytes, sending.Retries, sending.ConnectionsOpened),
            Notes = [.. Notes(books, end, written)],
            PayloadHash = SawAll(books, end) ? end.PayloadHash : null,
            ResumeCommand = words.ResumeCommand,
            CorrectedCommand = rejected is null ? null : words.CorrectedCommand?.Invoke(rejected),
            RetryCommand = words.RetryCommand,
            StatusCommand = words.StatusCommand,
            ResolveCommand = words.ResolveCommand,
            RealRun = words.RealRun,
            Advice = words.Advice,
            HasFaults = words.HasFaults,
            ComesOnce = prepared.Source.ComesOnce,
            MoreRows = end.Reason is EndReason.LimitReached || Waiting(books, end) > 0,
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

    /// <summary>Rows that no run has reached yet, and that a run of failed rows alone leaves to the next.</summary>
    private long Waiting(LoadBooks books, LoadEnd end) => prepared.Flags.RetryFailed ? books.WithoutOutcome(end.Rows) : 0;

    /// <summary>Which payloads an interrupted run made is chance, and one that continues makes only the rest.</summary>
    private static bool SawAll(LoadBooks books, LoadEnd end) =>
        books.AtOpening.Read == 0 && end.Reason is EndReason.Finished or EndReason.LimitReached;

    private IEnumerable<string> Notes(LoadBooks books, LoadEnd end, RejectedWritten? rejected)
    {
        if (books.ChangedSince is { } change) yield return change;
        if (StandardInputWords.Note(prepared.Source.Fingerprint) is { } once) yield return once;
        if (books.TakenOver is { } dead) yield return Words($"the run before this one (process {dead.ProcessId} on {dead.Host}, since {dead.Since:u}) died without an end; its books were taken over");
        if (RunEnding.Note(end.Reason) is { } note) yield return prepared.Secrets.Redact(note);
        if (prepared.Flags.Resolve is { } settlement) yield return Words($"{end.Settled:N0} uncertain rows were settled by hand: {Settled(settlement.As)}");
        if (prepared.Source.Changed() is { } what)
        {
            yield return Words($"the source changed while it was read ({what}): rows may be of the old or of the new content; the next run compares, and goes on only where it is the same");
        }

        if (rejected is { KeptEdited: { } edited }) yield return Words($"'{edited}' was edited since it was written; it was left as it is, and the failed rows were written beside it");
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

    private static string Settled(SettleAs settled) => settled switch
    {
        SettleAs.Sent => "they arrived",
        SettleAs.Failed => "they did not arrive, and are in the rejected file",
        _ => "they were sent again",
    };

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

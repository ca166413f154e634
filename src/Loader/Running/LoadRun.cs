using Loader.Books;
using Loader.Books.Files;
using Loader.Books.Records;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Reports;
using Loader.Running.Naming;
using Loader.Running.Preparing;
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
    public async Task<Report?> RunAsync(
        RunWords words,
        FindingList findings,
        Watch watch,
        Func<int?> interrupted,
        CancellationToken stop,
        CancellationToken abandon)
    {
        // What a person settles is written down whether or not the destination answers.
        var settles = prepared.Flags.Resolve is { As: not SettleAs.Resend };
        if (!settles && !await MayBeginAsync(findings, stop)) return null;

        using var books = await OpenAsync(words, findings, stop);
        if (books is null) return null;
        if (settles && !IsComplete(books) && !await MayBeginAsync(findings, stop)) return null;
        if (!await BeginSourceAsync(books.AtOpening.Read > 0, findings, stop)) return null;
        prepared.BeginAt(Value.OfTime(books.StartedAt.ToUnixTimeSeconds(), books.StartedAt.Millisecond * 1_000_000));

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
            KeepsState?.End(folder, end.Reason is EndReason.Finished && books.Count().Read >= end.Rows);
            var report = Report(books, end, words, started, started + clock.GetElapsedTime(since), interrupted());
            ReportFiles.Write(folder, report);
            return report;
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            throw BooksException.NotWritten(folder, denied);
        }
    }

    private IKeepsState? KeepsState => prepared.Source as IKeepsState;

    /// <summary>The books are held: the source may write beside them what it needs to be read alike by the next run.</summary>
    private async Task<bool> BeginSourceAsync(bool areBegun, FindingList findings, CancellationToken stop)
    {
        try
        {
            if (KeepsState is { } keeps) await keeps.BeginAsync(folder, prepared.Mapper.Columns, areBegun, stop);
            return true;
        }
        catch (SourceException broken)
        {
            findings.Add(broken.Finding);
            return false;
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
        if (flags.Restart
            && Path.GetFullPath(prepared.Source.Name).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            findings.Add(
                BookCodes.SourceInBooks,
                Place.Of(prepared.Source.Name),
                $"'{prepared.Source.Name}' lies in the folder of the books that --restart would put aside",
                "load it with books of its own: --runs with another folder");
            return null;
        }

        using var opening = new BooksOpening(folder, LoadIdentity.Of(prepared), findings, clock)
        {
            How = flags.Restart || KeepsState is { BeginsNextLoad: true } ? OpeningMode.Restart
                : flags.RetryFailed ? OpeningMode.RetryFailed
                : flags.Resolve is not null ? OpeningMode.Settle
                : OpeningMode.Continue,
            Stays = KeepsState?.StateFile,
            Run = new(flags.Mapping, Directory.GetCurrentDirectory(), words.ResumeCommand, prepared.Source.RejectedOf(prepared.Mapper.Columns))
            {
                From = flags.From,
                Format = flags.Format,
            },
        };
        if (!opening.Take()) return null;
        if (opening.Found is { } found && StandardInputWords.Refusal(prepared.Source, found, Place.Of(folder)) is { } refusal)
        {
            findings.Add(refusal);
            return null;
        }

        if (flags.Resolve is { } settlement && !NamedRows.AreUncertain(folder, settlement, findings)) return null;
        if (!await MayMendAsync(words, findings, stop)) return null;
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
        if (flags.RetryFailed) books.Note(page => page with { TriedAgain = [.. RejectedFile.In(folder)] });
        books.Reading = () => prepared.Source.Read is { } read ? (read.Bytes, read.Hash) : null;
        return books;
    }

    /// <summary>Rows that failed are sent either from their corrected file or by a retry. Rehearsals send nothing and leave no notes.</summary>
    private async Task<bool> MayMendAsync(RunWords words, FindingList findings, CancellationToken stop)
    {
        var flags = prepared.Flags;
        var corrections = new Corrections(folder, findings);
        if (flags is { RetryFailed: true, AllowDoubles: false }
            && !corrections.MayTryAgain(LoadFolder.Of(LoadFolder.CorrectedUnder(flags.Runs), prepared.Rules.Name)))
        {
            return false;
        }

        try
        {
            return words.RealRun is not null || await corrections.MayLoadAsync(prepared.Source, flags.Runs, flags.AllowDoubles, clock.GetUtcNow(), stop);
        }
        catch (SourceException broken)
        {
            findings.Add(broken.Finding);
            return false;
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            findings.Add(
                BookCodes.CannotBeWritten,
                Place.Of(prepared.Source.Name),
                $"that this rejected file is loaded cannot be noted in its folder: {denied.Message}",
                "copy the file to another folder, and load it only once");
            return false;
        }
    }

    private Report Report(LoadBooks books, LoadEnd end, RunWords words, DateTimeOffset started, DateTimeOffset ended, int? interrupted)
    {
        var counts = books.Count();
        var layout = prepared.Source.RejectedOf(prepared.Mapper.Columns);
        var apart = LoadedApart.Of(folder);
        var written = RejectedFile.Write(folder, apart.Without(books.ReadFailed()), layout, LoadName.Of(books.Page), books.Page.RejectedHash, apart.Files);
        books.Note(page => page with
        {
            RejectedHash = written?.Hash,
            TriedAgain = [.. page.TriedAgain.Where(file => file != Path.GetFileName(written?.Path))],
        });
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
            Notes = new RunNotes(prepared, books, end, written, apart).All(),
            PayloadHash = SawAll(books, end) ? end.PayloadHash : null,
            ResumeCommand = words.ResumeCommand,
            CorrectedCommand = rejected is null ? null : words.CorrectedCommand?.Invoke(rejected),
            RetryCommand = apart.IsAny ? null : words.RetryCommand,
            FailedElsewhere = apart.Count,
            StatusCommand = words.StatusCommand,
            ResolveCommand = words.ResolveCommand,
            RealRun = words.RealRun,
            Rehearsal = words.Rehearsal?.Invoke(),
            Advice = words.Advice,
            HasFaults = words.HasFaults,
            TooManyFailed = end.Reason is EndReason.Finished { TooMany: not null },
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
}

using Loader.Books;
using Loader.Reports;

namespace Loader.Running;

/// <summary>The loads whose books lie under a folder, and their reports, without any of them being run.</summary>
internal static class KeptLoads
{
    /// <summary>The names of all loads under a folder: <c>crm-purchases</c>, <c>rehearsals/crm-purchases</c>.</summary>
    public static IReadOnlyList<string> Names(string runs)
    {
        if (!Directory.Exists(runs)) return [];
        return
        [
            .. Directory.EnumerateFiles(runs, TitlePage.FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
                .Select(page => Path.GetRelativePath(runs, Path.GetDirectoryName(page)!).Replace('\\', '/'))
                .Where(name => !name.Split('/').Contains(BooksOpening.KeptName, StringComparer.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The report of a load as its books are now. What only the last run knew of itself is taken from the report it left.</summary>
    /// <param name="books">The books.</param>
    /// <param name="version">The Loader's version.</param>
    /// <param name="meaning">What a code means.</param>
    /// <param name="showValues">Shows cells instead of their shape.</param>
    /// <param name="now">Until when a run that goes on has taken.</param>
    public static Report Report(BooksView books, string version, Func<string, string?> meaning, bool showValues, DateTimeOffset now)
    {
        var last = Last(books);
        if (last is not null && !showValues) return books.Named.Count == 0 ? last : last with { Uncertain = ReportBuilder.Uncertain(books, showValues) };
        var (page, counts) = (books.Page, books.AtOpening);
        var run = page.Run ?? new("", "", "", new("csv", null, null));
        var isRehearsal = run.Resume.Contains(" rehearse ", StringComparison.Ordinal);
        return ReportBuilder.Build(books, new()
        {
            LoaderVersion = version,
            MappingFile = run.Mapping,
            Sources = [new(page.Identity.SourceName, counts.Read, page.Identity.SourceBytes, page.Identity.SourceFingerprint)
            {
                Parts = SourceParts.Of(books, counts.Read),
            }],
            Rejected = run.Rejected,
            RejectedFile = last?.Files.Rejected,
            ReceiptsFile = last?.Files.Receipts,
            StartedAt = page.RunStartedAt ?? page.StartedAt,
            EndedAt = last?.Run.EndedAt ?? now,
            ExitCode = last?.End.ExitCode ?? ExitCode.StoppedEarly,
            Sending = last is null ? new(0, 0, 0, 0) : new(last.Sending.Requests, last.Sending.Bytes, last.Sending.Retries, last.Sending.Connections),
            ComesOnce = StandardInputWords.Note(page.Identity.SourceFingerprint) is not null,
            TooManyFailed = last?.End.Meaning == ExitCode.TooManyFailed,
            Rehearsal = last?.Rehearsal,
            Notes = last?.Notes
                ?? [
                    .. new[] { StandardInputWords.Note(page.Identity.SourceFingerprint) }.OfType<string>(),
                    books.IsRunning
                        ? $"a run goes on: {books.Holder}; this is what the books say now"
                        : "the last run died without an end; this is what the books say now",
                ],
            PayloadHash = last?.PayloadHash,
            ResumeCommand = run.Resume,
            RetryCommand = isRehearsal ? null : run.Resume + " --retry-failed",
            ResolveCommand = isRehearsal ? null : run.Resume + " --resolve uncertain=sent",
            Unfinished = last is not null ? null : books.IsRunning ? UnfinishedRun.GoesOn : UnfinishedRun.Died,
            MappingText = Path.Combine(run.Folder, run.Mapping) is var mapping && File.Exists(mapping) ? File.ReadAllText(mapping) : "",
            ShowValues = showValues,
            Meaning = meaning,
        });
    }

    /// <summary>The report of the last run; null when it is still going on or left none.</summary>
    private static Report? Last(BooksView books)
    {
        var path = Path.Combine(books.Folder, ReportFiles.Json);
        if (!books.HasEnded || !File.Exists(path)) return null;
        try
        {
            return ReportJson.Read(File.ReadAllText(path)) is { } report && report.Run.Number == books.Page.Runs ? report : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

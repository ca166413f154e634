using Loader.Books;
using Loader.Books.Records;

namespace Loader.Reports;

/// <summary>Makes the report of a run from its books, which have been finished, and from what the run knows of itself.</summary>
internal static class ReportBuilder
{
    /// <summary>How many uncertain rows are named; <c>loader status</c> names all.</summary>
    public const int MostUncertain = 100;

    public static Report Build(IBooks books, RunFacts facts)
    {
        var counts = books.Count();
        var here = counts.Since(books.AtOpening);
        var read = facts.Sources.Sum(source => source.Rows);
        var balances = counts.Balances(read, facts.GivenBack);
        var exitCode = ExitCode.Truthful(facts.ExitCode, balances, counts.Failed, counts.Uncertain);
        var seconds = (facts.EndedAt - facts.StartedAt).TotalSeconds;
        var sending = facts.Sending;
        var failed = FailedGroups.Of(books.ReadFailed(), facts);
        return new()
        {
            Schema = Report.CurrentSchema,
            Loader = facts.LoaderVersion,
            Mapping = new(books.Page.Identity.MappingName, facts.MappingFile, books.Page.Identity.MappingHash),
            Sources = facts.Sources,
            Destination = new(books.Page.Identity.Destination, books.Page.Identity.Endpoint),
            LoadStartedAt = books.Page.StartedAt,
            Run = new(books.Page.Runs, facts.StartedAt, facts.EndedAt, Math.Round(seconds, 3)),
            Counts = new(read - facts.GivenBack, counts.Sent, counts.Failed, counts.Skipped, counts.Uncertain),
            Balances = balances,
            ThisRun = new(here.Read, here.Sent, here.Failed, here.Skipped, here.Uncertain),
            Skipped = counts.SkippedUnder,
            Failed = failed,
            Uncertain = Uncertain(books, facts.ShowValues),
            Sending = new(
                sending.Requests,
                sending.Bytes,
                sending.Retries,
                sending.Connections,
                seconds > 0 ? Math.Round(Math.Max(0, here.Read) / seconds, 1) : 0),
            Rehearsal = facts.Rehearsal,
            Notes = facts.Notes,
            PayloadHash = facts.PayloadHash,
            End = new(
                exitCode,
                exitCode == ExitCode.StoppedEarly && facts.TooManyFailed ? ExitCode.TooManyFailed : ExitCode.Of(exitCode),
                NextSteps.After(exitCode, counts, balances, failed, facts),
                facts.ResumeCommand),
            Files = new(books.Folder, facts.RejectedFile, facts.ReceiptsFile),
        };
    }

    /// <summary>The first uncertain rows by name.</summary>
    public static IReadOnlyList<ReportedUncertain> Uncertain(IBooks books, bool showValues) =>
        [.. books.ReadUncertain().Take(MostUncertain).Select(row => Named(row, books.Page.Identity.SourceName, showValues))];

    /// <summary>A key is a cell; the books have it in full. An event id is derived from it and says nothing of it.</summary>
    public static ReportedUncertain Named(UncertainRow row, string source, bool showValues) => new(
        source,
        row.Row,
        row.Line,
        row.Key is { } key && !showValues ? ValueShape.Of(key) : row.Key,
        row.EventId,
        row.LeftAt,
        row.LeftAt is null ? row.LeftSince : null,
        ReasonMask.Shortened(showValues ? row.Reason : ReasonMask.WithoutCells(row.Reason, [row.Key ?? ""])));
}

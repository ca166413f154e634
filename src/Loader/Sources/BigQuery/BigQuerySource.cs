using System.Runtime.CompilerServices;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery.Query;
using Loader.Sources.BigQuery.Rest;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery;

/// <summary>The rows of a query, or of a table.</summary>
/// <remarks>
/// A query is run once per load, when the books are held: later runs of the load read the same job's result, which BigQuery keeps for about a day, so
/// that row 7 is row 7 whatever was written to the tables meanwhile. What is needed to find it again is kept beside the books (<see cref="KeptQuery"/>):
/// the job's id before the job is asked for, and the numbering of its rows before the first of them is given.
/// </remarks>
internal sealed class BigQuerySource : ISource, IKeepsState, ICostsMoney
{
    private readonly Connection connection;
    private readonly RunQuery run;
    private readonly KeptQuery? kept;
    private readonly LastWatch? last;
    private readonly string? lastType;
    private readonly IReadOnlyList<BigQueryField> fields;
    private Content? content;
    private ChunkPool chunks;
    private IReadOnlyList<int>? columns;
    private IRowReader? reader;
    private string? reason;
    private string? changed;
    private bool isReadThrough;

    /// <summary>Runs the query that gives the rows, in which only some columns are wanted where they can be chosen.</summary>
    public delegate ValueTask<Content> RunQuery(IReadOnlyList<BigQueryField> asked, JobRun job, CancellationToken stop);

    /// <param name="connection">Whom to ask.</param>
    /// <param name="fields">The columns.</param>
    /// <param name="content">The rows; null: the query is run when they are asked for.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="kept">What earlier runs kept; null: nothing.</param>
    /// <param name="lastOf">The column whose highest value is kept; null: none.</param>
    public BigQuerySource(Connection connection, IReadOnlyList<BigQueryField> fields, Content? content, RunQuery run, KeptQuery? kept, string? lastOf)
    {
        this.connection = connection;
        this.fields = fields;
        this.content = content;
        this.run = run;
        this.kept = kept;
        Schema = BigQueryField.SchemaOf(fields);
        Fingerprint = content?.Facts is { } facts ? $"table-{facts.State}" : "query";
        LastOf = lastOf;
        last = lastOf is null ? null : new(Schema.IndexOf(lastOf), fields.Count);
        lastType = fields.FirstOrDefault(field => field.Name == lastOf) is { Kind: ValueKind.Text } text ? text.Type.ToString().ToUpperInvariant() : null;
        var layout = new RejectedCells(Schema);
        Rejected = layout.Layout;
        chunks = new(layout, fields.Count);
    }

    public string Name => "bigquery://" + (Options.Table?.ToString() ?? Options.Project);

    public Schema Schema { get; }

    public long? Bytes => null;

    /// <summary>Of a query's rows the job tells whether they are the same (<see cref="BeginAsync"/>); it does not run before the books are held.</summary>
    public string Fingerprint { get; }

    public RejectedLayout Rejected { get; }

    public string StateFile => KeptQuery.FileName;

    public required bool BeginsNextLoad { get; init; }

    public string? Cost => content is null ? "its rows are not known: the query was not run, since running it is billed" : null;

    public bool HasLimit => Options.MaxBytesBilled is not null;

    /// <summary>The value behind which this load begins, for people; null where there is none.</summary>
    public string? Since { get; init; }

    /// <summary>The column whose highest value is kept.</summary>
    public string? LastOf { get; }

    public IEnumerable<string> Notes => new SourceNotes(Options, content, LastOf is null ? null : Since).All(reader, reason);

    private BigQueryOptions Options => connection.Options;

    /// <summary>Whether earlier runs have numbered the rows that this one reads.</summary>
    private bool IsContinued => !BeginsNextLoad && kept is { Numbering: not null };

    /// <summary>Nothing that is new is no mistake; a load that has never found a row may be one.</summary>
    private bool MayBeEmpty => Options.AllowEmpty || (LastOf is not null && Since is not null) || IsContinued;

    public RejectedLayout RejectedOf(IReadOnlyList<int> columns) => Options.Table is null ? Rejected : new RejectedCells(Schema, columns).Layout;

    public string? Changed() => changed;

    public async ValueTask BeginAsync(string folder, IReadOnlyList<int> columns, bool areBegun, CancellationToken stop)
    {
        if (areBegun && !IsContinued)
        {
            throw new SourceException(new(
                BigQueryCodes.Gone,
                Options.Origin.Start,
                $"{KeptQuery.FileName} in '{folder}' is missing, which says what rows the books are about",
                "begin anew with --restart, which sends every row again"));
        }

        if (Options.Table is not null && columns.Count > 0)
        {
            this.columns = [.. columns.Distinct().Order()];
            chunks = new(new RejectedCells(Schema, this.columns), fields.Count);
        }

        var earlier = kept is { IsComplete: false, Job: not null, Numbering: null } && !BeginsNextLoad ? kept.Job : null;
        try
        {
            await OpenAsync(new(earlier, job => (Keep(isComplete: false, kept?.Last) with { Job = job, Numbering = null }).Write(folder)), stop);
            if (content is { Job: not null, Rows: 0 } && !MayBeEmpty) throw new SourceException(NoRows(Options));
        }
        catch (SourceException) when (!IsContinued)
        {
            // No row was given: the next run asks anew.
            (BeginsNextLoad ? kept! : new() { LastOf = LastOf, LastType = kept?.LastType, Last = kept?.Last }).Write(folder);
            throw;
        }

        Keep(isComplete: false, kept?.Last).Write(folder);
    }

    public void End(string folder, bool isComplete)
    {
        // Rows that were not reached may have any value, also lower ones: nothing moves before all of them have their outcome.
        if (!isComplete || !isReadThrough) return;
        Keep(isComplete: true, last is { Highest: { IsNull: false } highest } ? KeptQuery.Text(highest) : kept?.Last).Write(folder);
    }

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        var rows = 0L;
        isReadThrough = false;
        if (reader is null) await OpenAsync(JobRun.Unkept, stop);
        await foreach (var chunk in reader!.ReadAsync(firstRow, this.columns ?? columns, stop))
        {
            last?.Pass(chunk);
            rows += chunk.Count;
            yield return chunk;
        }

        if (content!.Facts is { } before) await LookAgainAsync(before, firstRow - 1 + rows, stop);
        if (rows == 0 && firstRow == 1 && !MayBeEmpty) throw new SourceException(NoRows(Options));
        isReadThrough = firstRow == 1;
    }

    public async ValueTask DisposeAsync()
    {
        if (reader is not null) await reader.DisposeAsync();
        connection.Dispose();
    }

    public static Finding NoRows(BigQueryOptions options)
    {
        var what = options.Table is { } table ? $"the table {table} has no rows to read" : "the query gives no rows";
        return new(BigQueryCodes.NoRows, options.Origin.Start, what, "if that is as it should be, say allow_empty: true");
    }

    private KeptQuery Keep(bool isComplete, string? value) => new()
    {
        Job = content?.Job?.Id,
        Location = content?.Job?.Location,
        Numbering = reader?.Numbering,
        IsComplete = isComplete,
        LastOf = LastOf,
        LastType = lastType,
        Last = value,
    };

    private async ValueTask OpenAsync(JobRun job, CancellationToken stop)
    {
        if (reader is not null) return;
        try
        {
            var numbering = BeginsNextLoad ? null : kept?.Numbering;
            content ??= await run(fields, job, stop);
            if (Mismatch(content.Fields, fields) is { } mismatch)
            {
                throw new SourceException(new(BigQueryCodes.BadColumns, Options.Origin.Start, mismatch, "run it again"));
            }

            if (connection.Storage is null) reason = Options.ReadBy == ReadBy.Rest ? "the mapping says so" : "there is no storage_endpoint";
            else if (content.Table is null) reason = "the server names no table that holds the result";
            else (reader, reason) = await connection.Storage.OpenAsync(Wanted(numbering), stop);
            reader ??= await OpenRestAsync(Wanted(numbering), job, stop);
        }
        catch (RestException refused) when (IsContinued && (refused.Error.Status == 404 || refused.Error.Reason == "notFound"))
        {
            throw new SourceException(
                new(
                    BigQueryCodes.Gone,
                    Options.Origin.Start,
                    $"the result of the query is gone: {refused.Message}",
                    "begin anew with --restart, which sends every row again"),
                refused);
        }
        catch (RestException refused)
        {
            throw new SourceException(connection.Finding(refused), refused);
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException)
        {
            throw new SourceException(connection.Unreadable(damaged), damaged);
        }
    }

    /// <summary>A result is read by the place of its columns: they must be those that were said to come.</summary>
    private static string? Mismatch(IReadOnlyList<BigQueryField> given, IReadOnlyList<BigQueryField> said)
    {
        if (given.Count == 0 || (given.Count == said.Count && given.Zip(said).All(pair => pair.First.IsLike(pair.Second)))) return null;
        return $"the result has other columns than were announced: {string.Join(", ", given.Select(field => $"{field.Name} {field.Type}"))}";
    }

    private RowsWanted Wanted(string? numbering) => new()
    {
        Table = content!.Table ?? new(Options.Project, "", "result"),
        Project = Options.Project,
        Fields = fields,
        Columns = columns,

        // Of a table that may be written to, or counts its rows late, the number is no more than a hint.
        Rows = content.Facts is not null && Options.Where is not null ? null : content.Rows,
        IsExact = content.Facts is null,
        IsOrdered = Options.Query is { IsOrdered: true },
        IsPart = content.Facts is { } facts && (columns?.Count ?? fields.Count) < facts.Fields.Count,
        Where = content.Facts is null ? null : Options.Where,
        Numbering = numbering,
        Chunks = chunks,
    };

    private async ValueTask<IRowReader> OpenRestAsync(RowsWanted wanted, JobRun job, CancellationToken stop)
    {
        if (Options.ReadBy == ReadBy.Storage)
        {
            throw new SourceException(
                new(BigQueryCodes.Failed, Options.Origin.Start, $"the Storage Read API cannot be used: {reason}", "read_by: auto reads over REST instead"));
        }

        // Another way would give the same rows other numbers.
        if (wanted.Numbering is not (null or RestRows.Name))
        {
            throw new SourceException(new(
                BigQueryCodes.Gone,
                Options.Origin.Start,
                $"the load was begun through the Storage Read API, which cannot be used now: {reason}",
                "mend that to continue, or begin anew with --restart, which sends every row again"));
        }

        // REST lists whole tables: rows are chosen by a query, which is billed.
        if (wanted.Where is not null)
        {
            content = await run(wanted.Asked, job, stop);
            wanted = Wanted(wanted.Numbering);
        }

        var list = content!.Job is { } finished
            ? PageList.OfJob(Options.Project, finished.Id, finished.Location, Options.Origin.Start)
            : PageList.OfTable(content.Table!, Options.Origin.Start);
        return new RestRows(connection.Rest, wanted, list) { PageRows = Options.PageRows, MostRows = Options.ChunkRows };
    }

    private async ValueTask LookAgainAsync(TableFacts before, long rows, CancellationToken stop)
    {
        try
        {
            if ((await TableFacts.AskAsync(connection.Rest, content!.Table!, stop)).State != before.State)
            {
                changed = $"the table {content.Table} was written to";
            }
        }
        catch (RestException gone)
        {
            changed = $"the table {content!.Table} could not be looked at again: {gone.Message}";
        }

        // Nobody wrote to it, and yet rows are missing: an end that came too early must not look like the end.
        if (changed is null && Options.Where is null && before.Rows is > 0 and var all && rows < all)
        {
            throw new SourceException(new(
                BigQueryCodes.Broken,
                Options.Origin.Start,
                FormattableString.Invariant($"{content!.Table} has {all} rows, and {rows} came"),
                "run again to continue"));
        }
    }
}

using System.Runtime.CompilerServices;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery.Query;
using Loader.Sources.BigQuery.Rest;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery;

/// <summary>The rows of a query, or of a table.</summary>
/// <remarks>
/// A query is run once per load: later runs of the load read the same job's result, which BigQuery keeps for about a day, so that row 7 is row 7 whatever was written
/// to the tables meanwhile. What is needed to find it again is kept beside the books (<see cref="KeptQuery"/>).
/// </remarks>
internal sealed class BigQuerySource : ISource, IKeepsState
{
    private readonly Connection connection;
    private readonly Func<CancellationToken, ValueTask<Content>> run;
    private readonly KeptQuery? kept;
    private readonly LastWatch? last;
    private readonly ChunkPool chunks;
    private readonly IReadOnlyList<BigQueryField> fields;
    private Content? content;
    private IRowReader? reader;
    private string? reason;
    private string? changed;
    private bool isReadThrough;

    /// <param name="connection">Whom to ask.</param>
    /// <param name="fields">The columns.</param>
    /// <param name="content">The rows; null: the query is run when they are asked for.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="kept">What earlier runs kept; null: nothing.</param>
    /// <param name="lastOf">The column whose highest value is kept; null: none.</param>
    public BigQuerySource(
        Connection connection, IReadOnlyList<BigQueryField> fields, Content? content, Func<CancellationToken, ValueTask<Content>> run, KeptQuery? kept, string? lastOf)
    {
        this.connection = connection;
        this.fields = fields;
        this.content = content;
        this.run = run;
        this.kept = kept;
        Schema = BigQueryField.SchemaOf(fields);
        LastOf = lastOf;
        last = lastOf is null ? null : new(Schema.IndexOf(lastOf), fields.Count);
        var layout = new RejectedCells(Schema);
        Rejected = layout.Layout;
        chunks = new(layout, fields.Count);
    }

    public string Name => "bigquery://" + (connection.Options.Table?.ToString() ?? connection.Options.Project);

    public Schema Schema { get; }

    public long? Bytes => null;

    public string Fingerprint => content?.Fingerprint ?? "query";

    public RejectedLayout Rejected { get; }

    public required bool BeginsNextLoad { get; init; }

    /// <summary>The column whose highest value is kept.</summary>
    public string? LastOf { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            if (content?.Job is { Billed: { } billed } job) yield return job.IsCached ? "BigQuery billed nothing: the result of an equal query served" : FormattableString.Invariant($"BigQuery billed {billed:N0} bytes for the query (job {job.Id})");
            if (reason is not null) yield return $"rows came over REST, not through the Storage Read API: {reason}";
            if (reader?.Note is { } note) yield return note;
        }
    }

    public string? Changed() => changed;

    public async ValueTask BeginAsync(string folder, CancellationToken stop)
    {
        await OpenAsync(stop);
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
        if (reader is null) await OpenAsync(stop);
        await foreach (var chunk in reader!.ReadAsync(firstRow, columns, stop))
        {
            last?.Pass(chunk);
            rows += chunk.Count;
            yield return chunk;
        }

        if (content!.Facts is { } before) await LookAgainAsync(before, stop);
        if (rows == 0 && firstRow == 1 && !connection.Options.AllowEmpty) throw new SourceException(NoRows(connection.Options));
        isReadThrough = firstRow == 1;
    }

    public async ValueTask DisposeAsync()
    {
        if (reader is not null) await reader.DisposeAsync();
        connection.Dispose();
    }

    public static Finding NoRows(BigQueryOptions options) => new(
        BigQueryCodes.NoRows, options.Origin.Start, options.Table is { } table ? $"the table {table} has no rows to read" : "the query gives no rows", "if that is as it should be, say allow_empty: true");

    private KeptQuery Keep(bool isComplete, string? value) => new()
    {
        Job = content?.Job?.Id,
        Location = content?.Job?.Location,
        Numbering = reader?.Numbering,
        IsComplete = isComplete,
        LastOf = LastOf,
        Last = value,
    };

    private async ValueTask OpenAsync(CancellationToken stop)
    {
        if (reader is not null) return;
        try
        {
            content ??= await run(stop);
            var options = connection.Options;
            var numbering = BeginsNextLoad ? null : kept?.Numbering;
            var wanted = new RowsWanted
            {
                Table = content.Table,
                Project = options.Project,
                Fields = fields,
                Rows = content.Job is null && options.Where is not null ? null : content.Rows,
                IsOrdered = options.Query is { IsOrdered: true },
                IsPart = content.Job is null && options.Columns is not null,
                Where = content.Job is null ? options.Where : null,
                Numbering = numbering,
                Chunks = chunks,
            };
            if (connection.Storage is { } storage && numbering != RestRows.Name) (reader, reason) = await storage.OpenAsync(wanted, stop);
            reader ??= await OpenRestAsync(wanted, stop);
        }
        catch (RestException refused)
        {
            throw new SourceException(connection.Finding(refused), refused);
        }
    }

    private async ValueTask<IRowReader> OpenRestAsync(RowsWanted wanted, CancellationToken stop)
    {
        var options = connection.Options;
        if (options.ReadBy == ReadBy.Storage) throw new SourceException(new(BigQueryCodes.Failed, options.Origin.Start, $"the Storage Read API cannot be used: {reason ?? "there is no storage_endpoint"}", "read_by: auto reads over REST instead"));

        // Another way would give the same rows other numbers.
        if (wanted.Numbering is not (null or RestRows.Name))
        {
            throw new SourceException(new(BigQueryCodes.Gone, options.Origin.Start, $"the load was begun through the Storage Read API, which cannot be used now: {reason ?? "read_by or the endpoint says so"}", "mend that to continue, or begin anew with --restart"));
        }

        // REST lists whole tables: rows are chosen by a query, which is billed.
        if (wanted.Where is not null)
        {
            content = await run(stop);
            wanted = wanted with { Table = content.Table, Rows = content.Rows, Where = null, IsPart = false };
        }

        var list = content!.Job is { } job ? PageList.OfJob(options.Project, job.Id, job.Location, options.Origin.Start) : PageList.OfTable(content.Table, options.Origin.Start);
        return new RestRows(connection.Rest, wanted, list) { PageRows = options.PageRows, MostRows = options.ChunkRows };
    }

    private async ValueTask LookAgainAsync(TableFacts before, CancellationToken stop)
    {
        try
        {
            if ((await TableFacts.AskAsync(connection.Rest, content!.Table, stop)).State != before.State) changed = $"the table {content.Table} was written to";
        }
        catch (RestException gone)
        {
            changed = $"the table {content!.Table} could not be looked at again: {gone.Message}";
        }
    }
}

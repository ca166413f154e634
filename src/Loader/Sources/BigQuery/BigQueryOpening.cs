using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources.BigQuery.Query;
using Loader.Sources.BigQuery.Rest;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery;

/// <summary>From settings to a source: asks BigQuery as far as the columns need it, and finds the rows of an earlier run again.</summary>
internal sealed class BigQueryOpening(Connection connection, Section section)
{
    private readonly BigQueryOptions options = connection.Options;
    private readonly SourceRun? run = section.Context.Run;
    private readonly KeptQuery? kept = section.Context.Run is { } run ? KeptQuery.Read(run.Folder) : null;

    /// <summary>The source; null with findings.</summary>
    public async ValueTask<ISource?> OpenAsync(CancellationToken stop)
    {
        try
        {
            var source = options.Query is null ? await OpenTableAsync(stop) : await OpenQueryAsync(stop);
            return source is null || IsReadable(source) ? source : null;
        }
        catch (RestException refused) when (IsContinued && refused.Error.Reason is "notFound" || (IsContinued && refused.Error.Status == 404))
        {
            section.Findings.Add(BigQueryCodes.Gone, options.Origin.Start, $"the result of the query is gone: {refused.Message}", "begin anew with --restart");
        }
        catch (RestException refused)
        {
            section.Findings.Add(connection.Finding(refused));
        }
        catch (SourceException refused)
        {
            section.Findings.Add(refused.Finding);
        }

        return null;
    }

    private string? LastOf => options.Parameters.Select(parameter => parameter.Formula?.Column).FirstOrDefault(column => column is not null);

    /// <summary>Whether the load before has come to its end, so that this one is about what came after it.</summary>
    private bool IsNext => kept is { IsComplete: true } && LastOf is not null && run is { BeginsAnew: false, Revisits: false };

    private bool IsContinued => kept?.Job is not null && run is { BeginsAnew: false } && !IsNext;

    private async ValueTask<BigQuerySource?> OpenQueryAsync(CancellationToken stop)
    {
        if (IsContinued)
        {
            if (run!.Since is not null && !kept!.IsComplete)
            {
                section.Refuse("parameters", "--since cannot change a load that is half done", "run again without it to continue, or begin anew with --restart");
                return null;
            }

            return Source(Content.Of(await connection.Jobs.FindAsync(kept!.Job!, kept.Location, stop)));
        }

        if (Parameters() is not { } parameters) return null;
        var query = new QueryRequest(options.Query!.Text, parameters, options);
        if (section.Context.VariablesMayBeMissing) return await EstimatedAsync(query, stop);
        var content = Content.Of(await connection.Jobs.RunAsync(query, stop));
        if (content.Rows > 0 || options.AllowEmpty || IsNext) return Source(content);
        section.Findings.Add(BigQuerySource.NoRows(options));
        return null;
    }

    private async ValueTask<BigQuerySource> EstimatedAsync(QueryRequest query, CancellationToken stop)
    {
        var estimate = await connection.Jobs.EstimateAsync(query, stop);
        var sure = estimate.Accuracy switch { "UPPER_BOUND" => "at most ", "LOWER_BOUND" => "at least ", _ => "" };
        section.Findings.Add(BigQueryCodes.Cost, options.Origin.Start, FormattableString.Invariant($"the query reads {sure}{estimate.Bytes:N0} bytes"));
        return Source(null, estimate.Fields, async asked => Content.Of(await connection.Jobs.RunAsync(query, asked)));
    }

    private async ValueTask<BigQuerySource?> OpenTableAsync(CancellationToken stop)
    {
        var table = options.Table!;
        var facts = await TableFacts.AskAsync(connection.Rest, table, stop);
        if (!facts.HasRows)
        {
            section.Refuse("table", $"{table} is a {facts.Kind.ToLowerInvariant().Replace('_', ' ')}: its rows are made by a query", $"query: SELECT … FROM `{table}`");
            return null;
        }

        if (Chosen(facts) is not { } fields) return null;
        if (facts.Rows == 0 && !options.AllowEmpty && options.Where is null)
        {
            section.Findings.Add(BigQuerySource.NoRows(options));
            return null;
        }

        if (facts.Bytes is { } bytes && section.Context.VariablesMayBeMissing)
        {
            section.Findings.Add(BigQueryCodes.Cost, options.Origin.Start, FormattableString.Invariant($"the table has {facts.Rows:N0} rows and {bytes:N0} bytes; reading it costs no query"));
        }

        var content = new Content(table, fields, facts.Rows, $"table-{facts.State}") { Facts = facts };
        if (IsContinued) content = Content.Of(await connection.Jobs.FindAsync(kept!.Job!, kept.Location, stop)) with { Fingerprint = content.Fingerprint };
        var sql = $"SELECT {string.Join(", ", fields.Select(field => $"`{field.Name}`"))} FROM `{table}` WHERE {options.Where}";
        return Source(content, fields, async asked => Content.Of(await connection.Jobs.RunAsync(new(sql, [], options), asked)) with { Fingerprint = content.Fingerprint });
    }

    private List<BigQueryField>? Chosen(TableFacts facts)
    {
        if (options.Columns is not { } names) return [.. facts.Fields];
        var known = facts.Fields.Select(field => field.Name).ToList();
        var isGood = true;
        foreach (var name in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            isGood = false;
            section.Findings.Add(BigQueryCodes.BadColumns, section.PlaceOf("columns"), $"the table {options.Table} has no column '{name}'", DidYouMean.Hint(name, known) ?? "it has: " + string.Join(", ", known));
        }

        return isGood ? [.. facts.Fields.Where(field => names.Contains(field.Name, StringComparer.OrdinalIgnoreCase))] : null;
    }

    private BigQuerySource Source(Content content) => Source(content, content.Fields, _ => ValueTask.FromResult(content));

    private BigQuerySource Source(Content? content, IReadOnlyList<BigQueryField> fields, Func<CancellationToken, ValueTask<Content>> run) =>
        new(connection, fields, content, run, this.run is { BeginsAnew: true } ? kept is null ? null : new() { LastOf = kept.LastOf, Last = kept.Last } : kept, LastOf is { } column && fields.Any(field => field.Name == column) ? column : null)
        {
            BeginsNextLoad = IsNext,
        };

    private bool IsReadable(BigQuerySource source)
    {
        var columns = source.Schema.Columns;
        if (LastOf is { } name && source.LastOf is null) return Bad($"last({name}) needs the column '{name}' among those of the query", DidYouMean.Hint(name, columns.Select(column => column.Name)));
        if (LastOf is { } last && !LastWatch.HasOrder(columns[source.Schema.IndexOf(last)].Kind)) return Bad($"last({last}) needs a column whose values have an order", "a TIMESTAMP, a DATE, a number or a text");
        return columns.Count > 0 || Bad("there are no columns", null);
    }

    private bool Bad(string message, string? hint)
    {
        section.Findings.Add(BigQueryCodes.BadColumns, options.Origin.Start, message, hint);
        return false;
    }

    private List<Parameter>? Parameters()
    {
        var last = run?.Since is { } since ? TypedText.Read(System.Text.Encoding.UTF8.GetBytes(since), new()) : kept?.LastOf == LastOf ? kept?.LastValue ?? Value.Null : Value.Null;
        if (run?.Since is not null && LastOf is null)
        {
            section.Refuse("parameters", "--since has nothing to say to this query: none of its parameters is = last(…)");
            return null;
        }

        var parameters = new List<Parameter>();
        foreach (var given in options.Parameters)
        {
            if (given.Fixed is { } value) parameters.Add(value);
            else if (Computed(given, last) is { } computed) parameters.Add(computed);
            else return null;
        }

        return parameters;
    }

    private Parameter? Computed(GivenParameter given, in Value last)
    {
        var value = given.Formula!.Evaluate(section.Context.Clock.GetUtcNow(), last);
        if (value.IsNull && given.Formula.Column is { } column)
        {
            // A comparison with NULL is never true: the query would give no rows, and nobody would wonder.
            section.Findings.Add(BigQueryCodes.WrongParameter, given.Place, $"nothing was loaded yet, so that last({column}) has no value", $"say where to begin: = last({column}) ?? \"2026-01-01T00:00:00Z\", or --since");
            return null;
        }

        if (!value.IsProblem && ParameterText.Of(value) is var (type, text)) return new(given.Name, type, text);
        section.Findings.Add(BigQueryCodes.WrongParameter, given.Place, value.IsProblem ? value.Problem.Message : $"parameter '{given.Name}' is of a type that a query cannot be given", "a text, a number, a time, a date, or a list of such");
        return null;
    }
}

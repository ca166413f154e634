using System.Text;
using System.Text.Json;
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
        catch (RestException refused) when (IsContinued && IsMissing(refused))
        {
            section.Findings.Add(
                BigQueryCodes.Gone,
                options.Origin.Start,
                $"the result of the query is gone: {refused.Message}",
                "begin anew with --restart, which sends every row again");
        }
        catch (RestException refused)
        {
            section.Findings.Add(connection.Finding(refused));
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException)
        {
            section.Findings.Add(connection.Unreadable(damaged));
        }
        catch (SourceException refused)
        {
            section.Findings.Add(refused.Finding);
        }

        return null;
    }

    private bool TellsCost => section.Context.VariablesMayBeMissing || section.Context.TellsCost;

    private string? LastOf => options.Parameters.Select(parameter => parameter.Formula?.Column).FirstOrDefault(column => column is not null);

    /// <summary>Whether the load before has come to its end, so that this one is about what came after it.</summary>
    private bool IsNext => kept is { IsComplete: true } && LastOf is not null && run is { BeginsAnew: false, Revisits: false };

    /// <summary>Whether rows of a job were numbered by an earlier run of this load.</summary>
    private bool IsContinued => kept is { Job: not null, Numbering: not null } && run is { BeginsAnew: false } && !IsNext;

    /// <summary>The value behind which the load begins: a person's word, or where the load before ended.</summary>
    private string? Since => run?.Since ?? (LastOf is not null && kept?.LastOf == LastOf ? kept?.Last : null);

    private static bool IsMissing(RestException refused) => refused.Error.Status == 404 || refused.Error.Reason == "notFound";

    private async ValueTask<BigQuerySource?> OpenQueryAsync(CancellationToken stop)
    {
        if (IsContinued && run!.Since is not null && !kept!.IsComplete)
        {
            section.Refuse(
                "parameters",
                "--since cannot change a load that is half done",
                "run again without it to continue, or begin anew with --restart, which sends every row again");
            return null;
        }

        if (IsContinued && await FindAsync(stop) is { } content) return Source(content, content.Fields, (_, _, _) => ValueTask.FromResult(content));
        if (Parameters() is not { } parameters) return null;

        // The query runs when the books are held: a second run that is refused must not be billed. What its columns are, a dry run tells.
        var query = new QueryRequest(options.Query!.Text, parameters, options);
        var estimate = await connection.Jobs.EstimateAsync(query, stop);
        query = query with { Location = query.Location ?? estimate?.Location };
        TellCost(estimate);
        if (estimate is { Fields: { Count: > 0 } fields })
        {
            return Source(null, fields, async (_, job, asked) => Content.Of(await connection.Jobs.RunAsync(query, job, asked)));
        }

        return await OpenUnknownAsync(query, stop);
    }

    /// <summary>A query whose columns no dry run tells, as emulators and scripts have it: they are known only when it has run.</summary>
    private async ValueTask<BigQuerySource?> OpenUnknownAsync(QueryRequest query, CancellationToken stop)
    {
        if (options.IsGoogle && section.Context.VariablesMayBeMissing)
        {
            section.Findings.Add(BigQueryCodes.Cost, options.Origin.Start, "a dry run does not tell the columns of this query; they are known when it runs");
            return null;
        }

        var early = Content.Of(await connection.Jobs.RunAsync(query, JobRun.Unkept, stop));
        return Source(early, await FieldsAsync(early, stop), (_, _, _) => ValueTask.FromResult(early));
    }

    private async ValueTask<IReadOnlyList<BigQueryField>> FieldsAsync(Content content, CancellationToken stop) =>
        content.Fields.Count > 0 || content.Table is null ? content.Fields : (await TableFacts.AskAsync(connection.Rest, content.Table, stop)).Fields;

    /// <summary>The result that the load is about. A check, which reads no rows, does without one that is gone.</summary>
    private async ValueTask<Content?> FindAsync(CancellationToken stop)
    {
        try
        {
            var found = Content.Of(await connection.Jobs.FindAsync(kept!.Job!, kept.Location, stop));
            return found with { Fields = await FieldsAsync(found, stop) };
        }
        catch (RestException gone) when (IsMissing(gone) && section.Context.VariablesMayBeMissing)
        {
            return null;
        }
    }

    private void TellCost(Estimate? estimate)
    {
        if (!TellsCost || estimate?.Bytes is not { } bytes) return;
        var sure = estimate.Accuracy switch { "UPPER_BOUND" => "at most ", "LOWER_BOUND" => "at least ", _ => "" };
        section.Findings.Add(BigQueryCodes.Cost, options.Origin.Start, FormattableString.Invariant($"the query reads {sure}{bytes:N0} bytes"));
    }

    private async ValueTask<BigQuerySource?> OpenTableAsync(CancellationToken stop)
    {
        var table = options.Table!;
        var facts = await TableFacts.AskAsync(connection.Rest, table, stop);
        if (!facts.HasRows)
        {
            section.Refuse(
                "table", $"{table} is a {facts.Kind.ToLowerInvariant().Replace('_', ' ')}: its rows are made by a query", $"query: SELECT … FROM `{table}`");
            return null;
        }

        if (Chosen(facts) is not { } fields) return null;
        if (facts.Rows == 0 && options is { AllowEmpty: false, Where: null } && await TableFacts.CountAsync(connection.Rest, table, stop) == 0)
        {
            section.Findings.Add(BigQuerySource.NoRows(options));
            return null;
        }

        if (facts.Bytes is { } bytes && TellsCost)
        {
            var rows = facts.Rows is { } known ? FormattableString.Invariant($"{known:N0} rows and ") : "";
            section.Findings.Add(
                BigQueryCodes.Cost, options.Origin.Start, FormattableString.Invariant($"the table has {rows}{bytes:N0} bytes; reading it costs no query"));
        }

        var content = new Content(table, fields, facts.Rows) { Facts = facts };
        return Source(content, fields, ChosenAsync);

        // REST lists whole tables: a condition makes it a query, whose result a later run of the load finds again.
        async ValueTask<Content> ChosenAsync(IReadOnlyList<BigQueryField> asked, JobRun job, CancellationToken wait)
        {
            var sql = $"SELECT {string.Join(", ", asked.Select(field => $"`{field.Name}`"))} FROM `{table}` WHERE {options.Where}";
            var found = IsContinued
                ? await connection.Jobs.FindAsync(kept!.Job!, kept.Location, wait)
                : await connection.Jobs.RunAsync(new(sql, [], options), job, wait);
            return Content.Of(found);
        }
    }

    private List<BigQueryField>? Chosen(TableFacts facts)
    {
        if (options.Columns is not { } names) return [.. facts.Fields];
        var known = facts.Fields.Select(field => field.Name).ToList();
        var isGood = true;
        foreach (var name in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            isGood = false;
            section.Findings.Add(
                BigQueryCodes.BadColumns,
                section.PlaceOf("columns"),
                $"the table {options.Table} has no column '{name}'",
                DidYouMean.Hint(name, known) ?? "it has: " + string.Join(", ", known));
        }

        return isGood ? [.. facts.Fields.Where(field => names.Contains(field.Name, StringComparer.OrdinalIgnoreCase))] : null;
    }

    private BigQuerySource Source(Content? content, IReadOnlyList<BigQueryField> fields, BigQuerySource.RunQuery runs)
    {
        var last = LastOf is { } column && fields.Any(field => field.Name == column) ? column : null;
        return new(connection, fields, content, runs, Known, last) { BeginsNextLoad = IsNext, Since = Since };
    }

    /// <summary>What earlier runs kept, as far as it says anything about this one.</summary>
    private KeptQuery? Known => run is { BeginsAnew: true } && kept is not null
        ? new() { LastOf = kept.LastOf, LastType = kept.LastType, Last = kept.Last }
        : kept;

    private bool IsReadable(BigQuerySource source)
    {
        var columns = source.Schema.Columns;
        if (LastOf is { } name && source.LastOf is null)
        {
            return Bad($"last({name}) needs the column '{name}' among those of the query", DidYouMean.Hint(name, columns.Select(column => column.Name)));
        }

        if (LastOf is { } last && !LastWatch.HasOrder(columns[source.Schema.IndexOf(last)].Kind))
        {
            return Bad($"last({last}) needs a column whose values have an order", "a TIMESTAMP, a DATE, a number or a text");
        }

        return columns.Count > 0 || Bad("there are no columns", null);
    }

    private bool Bad(string message, string? hint)
    {
        section.Findings.Add(BigQueryCodes.BadColumns, options.Origin.Start, message, hint);
        return false;
    }

    private List<Parameter>? Parameters()
    {
        var last = run?.Since is { } since ? TypedText.Read(Encoding.UTF8.GetBytes(since), new())
            : kept?.LastOf == LastOf ? kept?.LastValue ?? Value.Null
            : Value.Null;
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
            section.Findings.Add(
                BigQueryCodes.WrongParameter,
                given.Place,
                $"nothing was loaded yet, so that last({column}) has no value",
                $"say where to begin: = last({column}) ?? \"2026-01-01T00:00:00Z\", or --since");
            return null;
        }

        // A query compares the column with a value of the column's type; the form of a text says nothing about it.
        if (value.Kind == ValueKind.Text && given.Formula.Column is { } of && of == kept?.LastOf && kept.LastType is { } name)
        {
            if (ParameterText.Of(value.Text, name) is { } known) return new(given.Name, ParameterType.Of(name), new ParameterValue.Single(known));
        }

        if (!value.IsProblem && ParameterText.Of(value) is var (type, text)) return new(given.Name, type, text);
        section.Findings.Add(
            BigQueryCodes.WrongParameter,
            given.Place,
            value.IsProblem ? value.Problem.Message : $"parameter '{given.Name}' is of a type that a query cannot be given",
            "a text, a number, a time, a date, or a list of such");
        return null;
    }
}

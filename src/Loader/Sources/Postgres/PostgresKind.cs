using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources.Typed;

namespace Loader.Sources.Postgres;

/// <summary><c>from: postgres:</c></summary>
internal sealed class PostgresKind : ISourceKind
{
    private static readonly string[] Queries = ["select", "with", "values", "table"];

    public string Name => "postgres";

    public string Summary => "The rows of a query on a PostgreSQL database, through a cursor, all as of one moment.";

    public async ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        var errors = Errors(section);
        var missing = section.Findings.Count;
        var (options, rejected) = Read(section);
        section.Finish();
        if (Errors(section) > errors) return null;
        if (rejected is not null) return await CorrectedRows.OpenAsync(rejected, section, "a query", stop);

        // On a machine without the run's environment the mapping is checked as far as it goes without its database.
        if (options is null || section.Findings.Skip(missing).Any(finding => finding.Code == OptionCodes.VariableForLater)) return null;
        return await OpenAsync(options, section, stop);
    }

    internal static async ValueTask<ISource?> OpenAsync(PostgresOptions options, Section section, CancellationToken stop)
    {
        if (!options.Query.IsOrdered)
        {
            section.Findings.Add(
                PostgresCodes.NotOrdered,
                options.Origin.Start,
                "the query has no ORDER BY: a stopped run may not be able to continue",
                "order by a unique column");
        }

        if (await PostgresSession.OpenAsync(options, section, stop) is not { } session) return null;
        var source = await OpenAsync(session, options, section, stop);
        if (source is null) await session.DisposeAsync();
        return source;
    }

    /// <summary>Asks for every setting, also when one is wrong. The second is a rejected file that is to be loaded instead.</summary>
    internal static (PostgresOptions? Options, string? Rejected) Read(Section section)
    {
        var isQuery = !section.Has("path");
        var connection = section.Secret(
            "connection", "The database: postgres://user:password@host/database, or Npgsql's Host=…;Username=…;Password=…;Database=….", isQuery);
        var query = section.Text(
            "query", "One SELECT. @name stands for a parameter. Order it by a unique column, so that a stopped run can continue.", required: isQuery);
        var values = section.Node(
            "parameters", "{ name: value }", "Values for the query's parameters; a list is an array. The server gives each the type that its place asks for.");
        var fetch = section.Integer("fetch", 1, PostgresOptions.MostFetch, PostgresOptions.DefaultFetch, "How many rows are asked for at once.");
        var allowEmpty = section.Flag("allow_empty", false, "Whether a query without rows is fine.");
        var rejected = section.Text("path", "A rejected file of an earlier run, to load its rows instead of the query's. Meant for --from.");
        if (connection is null || query is null) return (null, rejected);

        var sql = new SqlText(query);
        var origin = section.OriginOf("query");
        Check(section, sql, origin);
        return (
            new()
            {
                Connection = connection,
                Query = sql,
                Origin = origin,
                Parameters = Parameters(section, sql, origin, values),
                Fetch = (int)fetch,
                AllowEmpty = allowEmpty,
            },
            rejected);
    }

    private static async ValueTask<PostgresSource?> OpenAsync(PostgresSession session, PostgresOptions options, Section section, CancellationToken stop)
    {
        if (await session.DescribeAsync(section, stop) is not { } columns || !AreNamed(columns, options, section)) return null;
        Cursor? cursor = null;

        // A check does not run the query: that may cost the database minutes.
        if (!section.Context.VariablesMayBeMissing)
        {
            cursor = await session.RunAsync(columns.Count, section.Findings, stop);
            if (cursor is null) return null;
        }

        return new(session, options, columns, Fingerprint(session, options), cursor);
    }

    private static void Check(Section section, SqlText sql, TextOrigin origin)
    {
        if (sql.SecondStatement >= 0)
        {
            section.Findings.Add(PostgresCodes.NotAQuery, origin.At(sql.SecondStatement), "a second statement begins here", "a source is one query");
        }
        else if (!Queries.Contains(sql.FirstWord, StringComparer.Ordinal) && !sql.Sent.TrimStart().StartsWith('('))
        {
            section.Findings.Add(PostgresCodes.NotAQuery, origin.Start, $"a query begins with SELECT or WITH, this one with '{sql.FirstWord}'");
        }
    }

    private static bool AreNamed(IReadOnlyList<(string Name, PostgresType Type)> columns, PostgresOptions options, Section section)
    {
        var isGood = columns.Count > 0;
        if (!isGood) Bad("the query has no columns");
        foreach (var group in columns.GroupBy(column => column.Name, StringComparer.Ordinal))
        {
            if (group.Key == "?column?") Bad("a column of the query has no name");
            else if (group.Count() > 1) Bad($"{group.Count()} columns of the query are named '{group.Key}'");
        }

        return isGood;

        void Bad(string message)
        {
            isGood = false;
            section.Findings.Add(PostgresCodes.BadColumns, options.Origin.Start, message, "name it in the query: count(*) as orders");
        }
    }

    private static List<string?> Parameters(Section section, SqlText sql, TextOrigin origin, YamlNode? node)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (node is not (null or YamlMap or YamlScalar { IsNull: true })) section.Wrong("parameters", "parameters is a map of names and values", null);
        foreach (var entry in (node as YamlMap)?.Entries ?? [])
        {
            given.Add(entry.Name, ParameterText.Of(entry.Name, entry.Value, section));
            if (!sql.Names.Contains(entry.Name, StringComparer.Ordinal))
            {
                section.Findings.Add(
                    PostgresCodes.WrongParameter, entry.Place, $"the query has no parameter '@{entry.Name}'", DidYouMean.Hint(entry.Name, sql.Names));
            }
        }

        foreach (var name in sql.Names.Where(name => !given.ContainsKey(name)))
        {
            section.Findings.Add(
                PostgresCodes.WrongParameter, origin.Start, $"the query's parameter '@{name}' has no value", $"write parameters: {{ {name}: … }}");
        }

        return [.. sql.Names.Select(name => given.GetValueOrDefault(name))];
    }

    /// <summary>Of what is asked and of whom. What the answer was is told by <see cref="ISource.Read"/>.</summary>
    private static string Fingerprint(PostgresSession session, PostgresOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in options.Parameters.Prepend(options.Query.Sent).Prepend(session.Name))
        {
            hash.AppendData(text is null ? [0] : [1, .. Encoding.UTF8.GetBytes(text), 0]);
        }

        return "query-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static int Errors(Section section) => section.Findings.Count(finding => finding.Severity == Severity.Error);
}

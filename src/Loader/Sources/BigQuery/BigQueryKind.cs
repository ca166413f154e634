using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.BigQuery.Query;
using Loader.Sources.BigQuery.Storage;
using Loader.Sources.Remote;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery;

/// <summary><c>from: bigquery:</c></summary>
internal sealed class BigQueryKind(Patience? patience = null) : ISourceKind
{
    private const string EmulatorVariable = "BIGQUERY_EMULATOR_HOST";
    private const string RestPath = "/bigquery/v2/";
    private static readonly Uri Google = new("https://bigquery.googleapis.com");
    private static readonly Uri GoogleStorage = new("https://bigquerystorage.googleapis.com");

    /// <summary>Ten minutes in all, as Google's own clients.</summary>
    private static readonly Patience Usual = new(10, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(230), TimeProvider.System);

    public string Name => "bigquery";

    public string Summary => "The rows of a BigQuery query or table; a query is run once, and a resumed load reads the same result.";

    public async ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        var errors = Errors(section);
        var missing = section.Findings.Count;
        var (connection, rejected) = Read(section);
        section.Finish();
        if (Errors(section) > errors)
        {
            connection?.Dispose();
            return null;
        }

        if (rejected is not null)
        {
            connection?.Dispose();
            return await CorrectedRows.OpenAsync(rejected, section, "a query", stop);
        }

        // On a machine without the run's environment the mapping is checked as far as it goes without BigQuery.
        if (connection is null || section.Findings.Skip(missing).Any(finding => finding.Code == OptionCodes.VariableForLater))
        {
            connection?.Dispose();
            return null;
        }

        var source = await new BigQueryOpening(connection, section).OpenAsync(stop);
        if (source is null) connection.Dispose();
        return source;
    }

    private (Connection? Connection, string? Rejected) Read(Section section)
    {
        var isRejected = section.Has("path");
        var project = section.Text("project", "The project that is billed and in which queries run.", required: !isRejected);
        var query = section.Text("query", "One SELECT. @name stands for a parameter.");
        var table = section.Text("table", "Instead of a query: a table, project.dataset.table, read without one and so without its cost. Views need a query.");
        var columns = section.Texts("columns", "The columns of the table that are read; all when it is left out.");
        var where = section.Text("where", "Only rows of the table for which this is true, in SQL. Over REST it becomes a query, which is billed.");
        var values = section.Node(
            "parameters",
            "{ name: value }",
            "Values for the query's parameters: a text, a number, a list, = now, = last(column) ?? start, or { type: NUMERIC, value: \"1.5\" }.");
        var location = section.Text("location", "Where the query runs: EU, US, europe-west3. Left out: where BigQuery finds the data.");
        var most = section.Size("max_bytes_billed", 0, "BigQuery refuses a query that would be billed for more. It bills at least 10 MB for each table.");
        var labels = section.Node("labels", "{ name: value }", "Labels on the job, to find its cost again; Loader adds its own, loader_mapping.");
        var readBy = section.Choice(
            "read_by", ["auto", "rest", "storage"], "auto", "How rows come: the Storage Read API where it is permitted and worth it, or REST.");
        var allowEmpty = section.Flag("allow_empty", false, "Whether no rows are fine.");
        var signIn = SignIn.SignInSettings.Read(section);
        var (endpoint, storage, bare) = Endpoints(section);
        var rejected = section.Text("path", "A rejected file of an earlier run, to load its rows instead of the query's. Meant for --from.");
        if (project is null || endpoint is null || isRejected) return (null, rejected);

        var named = query is null ? "table" : "query";
        if (query is null == table is null)
        {
            section.Wrong(
                "query", "there is one of query and table", query is null ? "query: SELECT …, or table: project.dataset.table" : "take one of them away");
        }

        var reference = table is null ? null : TableReference.Read(table, project);
        if (table is not null && reference is null) section.Wrong("table", $"'{table}' is not the name of a table", "project.dataset.table");
        if (query is not null && (columns is not null || where is not null))
        {
            section.Wrong(columns is null ? "where" : "columns", "columns and where are for table; a query says them itself", null);
        }

        var sql = query is null ? null : new GoogleSql(query);
        var options = new BigQueryOptions
        {
            Project = project,
            Query = sql,
            Table = reference,
            Columns = columns,
            Where = where,
            Origin = section.OriginOf(named),
            Parameters = ParameterSettings.Read(section, values, sql),
            Location = location,
            MaxBytesBilled = section.Has("max_bytes_billed") ? most : null,
            Labels = LabelSettings.Read(section, labels),
            AllowEmpty = allowEmpty,
            Endpoint = endpoint,
            IsGoogle = endpoint.Host == Google.Host,
            StorageEndpoint = storage,
            ReadBy = readBy switch { "rest" => ReadBy.Rest, "storage" => ReadBy.Storage, _ => ReadBy.Either },
        };
        var tokens = signIn.Access(endpoint, section);
        return (new(options, new(endpoint, tokens, patience ?? Usual, bare), Storage(options, tokens)), rejected);
    }

    private static StorageReaders? Storage(BigQueryOptions options, IAccessTokens tokens)
    {
        if (options is not { ReadBy: not ReadBy.Rest, StorageEndpoint: { } endpoint }) return null;
        var few = options.ReadBy == ReadBy.Storage ? StorageReaders.AnyNumber : StorageReaders.Few;
        return new(endpoint, tokens, StorageRetry.Default, TimeProvider.System) { FewRows = few };
    }

    /// <summary>
    /// The two services, and where else the first may be: an emulator's address names its host, and not all of them serve it under BigQuery's path.
    /// </summary>
    private static (Uri? Service, Uri? Storage, Uri? Bare) Endpoints(Section section)
    {
        var endpoint = section.Text(
            "endpoint",
            $"Another address of BigQuery's REST interface: an emulator, a proxy. {EmulatorVariable} is read too. "
            + "At http:// nobody signs in, unless credentials are given.");
        var storage = section.Text("storage_endpoint", "The same for the Storage Read API.");
        var allowHttp = section.Flag("allow_http", false, "Whether http:// may be used beyond this machine.");
        var given = endpoint ?? (section.Context.Variable(EmulatorVariable) is { Length: > 0 } emulator ? emulator : null);
        var rest = given is null ? Google : Address("endpoint", given);
        Uri? bare = null;
        if (rest is not null && !rest.AbsolutePath.Contains("/bigquery/v2", StringComparison.Ordinal))
        {
            if (given is not null) bare = new(rest.AbsoluteUri.TrimEnd('/') + "/");
            rest = new(rest.AbsoluteUri.TrimEnd('/') + RestPath);
        }

        if (rest is not null && !rest.AbsoluteUri.EndsWith('/')) rest = new(rest.AbsoluteUri + "/");
        return (rest, storage is not null ? Address("storage_endpoint", storage) : given is null ? GoogleStorage : null, bare);

        Uri? Address(string name, string text)
        {
            if (!text.Contains("://", StringComparison.Ordinal)) text = "http://" + text;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && WebClient.MayAsk(address, allowHttp)) return address;
            section.Refuse(name, $"'{text}' is not https, and not of this machine", "an emulator elsewhere needs allow_http: true");
            return null;
        }
    }

    private static int Errors(Section section) => section.Findings.Count(finding => finding.Severity == Severity.Error);
}

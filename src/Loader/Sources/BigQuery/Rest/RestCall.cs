namespace Loader.Sources.BigQuery.Rest;

/// <summary>One of the calls that are made, with what it needs: for people who have to grant it.</summary>
/// <param name="Name">As the REST reference names it.</param>
/// <param name="Permission">What the account needs.</param>
/// <param name="Where">On what: a project, a table.</param>
internal sealed record RestCall(string Name, string Permission, string Where)
{
    public static RestCall Insert(string project) =>
        new("jobs.insert", "bigquery.jobs.create", $"the project {project}, and bigquery.tables.getData on every table of the query");

    public static RestCall Get(string project) => new("jobs.get", "bigquery.jobs.create", $"the project {project}");

    public static RestCall Results(string project) => new("jobs.getQueryResults", "bigquery.jobs.create", $"the project {project}");

    public static RestCall Cancel(string project) => new("jobs.cancel", "bigquery.jobs.create", $"the project {project}");

    public static RestCall Table(TableReference table) => new("tables.get", "bigquery.tables.get", $"the table {table}");

    public static RestCall Rows(TableReference table) => new("tabledata.list", "bigquery.tables.getData", $"the table {table}");
}

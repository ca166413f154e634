using Loader.Mappings.Findings;

namespace Loader.Sources.BigQuery;

/// <summary>What can be wrong with a BigQuery source.</summary>
public static class BigQueryCodes
{
    public static readonly FindingCode NoCredentials = new(
        "BIG001",
        Severity.Error,
        "there are no usable Google credentials",
        """
        Loader signs in as Google's own tools do: GOOGLE_APPLICATION_CREDENTIALS (a key file, a workload identity), what
        'gcloud auth application-default login' left, or the machine's own account. credentials: names a file, or ${NAME} of a variable that holds its JSON.
        """);

    public static readonly FindingCode NotAllowed = new(
        "BIG002",
        Severity.Error,
        "BigQuery does not permit it",
        """
        The account that signed in lacks a permission; the message names the call, the permission and the project. Running a query needs
        bigquery.jobs.create on the project that is billed (role BigQuery Job User) and bigquery.tables.getData on the tables (role BigQuery Data
        Viewer); the Storage Read API needs bigquery.readsessions.create (role BigQuery Read Session User).
        """);

    public static readonly FindingCode Refused = new(
        "BIG003", Severity.Error, "BigQuery refuses the query", "The message is BigQuery's own; the place is where it says the mistake is.");

    public static readonly FindingCode NotFound = new(
        "BIG004",
        Severity.Error,
        "BigQuery does not find it",
        "A project, dataset or table of that name does not exist, or lies in another location: BigQuery looks in one location only. location: names it.");

    public static readonly FindingCode TooExpensive = new(
        "BIG005",
        Severity.Error,
        "the query would be billed for more than max_bytes_billed",
        "Nothing was billed. Ask for fewer columns, filter by the column that the table is partitioned by, or raise the limit.");

    public static readonly FindingCode NoRows = new(
        "BIG006",
        Severity.Error,
        "there are no rows",
        "A query or a table that gives nothing is not taken for success. Where that is normal, say allow_empty: true.");

    public static readonly FindingCode BadColumns = new(
        "BIG007",
        Severity.Error,
        "a column cannot be used",
        "Mappings name columns: each has a name of its own. Give each expression of the query one: COUNT(*) AS orders.");

    public static readonly FindingCode WrongParameter = new(
        "BIG008",
        Severity.Error,
        "a parameter is missing, cannot be read, or none uses it",
        "Every @name in the query needs a value under parameters, and every value a place.");

    public static readonly FindingCode Gone = new(
        "BIG009",
        Severity.Error,
        "the rows that the load began with are gone",
        """
        BigQuery keeps a query's result for about 24 hours, and a session of the Storage Read API for six. A load that was stopped longer cannot go on with the
        same rows, and other rows under the same numbers would be sent twice or never. Begin anew with --restart.
        """);

    public static readonly FindingCode Broken = new(
        "BIG010",
        Severity.Error,
        "the rows ended before their end",
        "BigQuery could not be reached any more, or gave up. Every row before that was delivered; run again to continue.");

    public static readonly FindingCode Cost = new(
        "BIG011", Severity.Note, "what the query reads", "BigQuery's own estimate, made without running it: a dry run costs nothing.");

    public static readonly FindingCode Failed = new(
        "BIG012",
        Severity.Error,
        "BigQuery could not do it",
        "The reason is BigQuery's own. What is worth another try was tried again, with growing pauses; a quota that is used up is not within minutes.");

    public static readonly IReadOnlyList<FindingCode> All =
        [NoCredentials, NotAllowed, Refused, NotFound, TooExpensive, NoRows, BadColumns, WrongParameter, Gone, Broken, Cost, Failed];
}

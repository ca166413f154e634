using Loader.Mappings.Findings;

namespace Loader.Sources.Postgres;

/// <summary>What can be wrong with a PostgreSQL source.</summary>
public static class PostgresCodes
{
    public static readonly FindingCode NoConnection = new(
        "SQL001",
        Severity.Error,
        "the database cannot be reached",
        """
        No server answered, it refused the user, or the connection text cannot be read. Write it as a URI (postgres://user:password@host:5432/database?sslmode=require)
        or in Npgsql's form (Host=…;Username=…;Password=…;Database=…), in an environment variable: connection: ${PG}.
        """);

    public static readonly FindingCode Refused = new(
        "SQL002", Severity.Error, "the server refuses the query", "The message is the server's own; the place is where it says the mistake is.");

    public static readonly FindingCode NotAQuery = new(
        "SQL003",
        Severity.Error,
        "the statement is not one query",
        "A source reads. Its query is one SELECT, VALUES, TABLE, or a WITH that ends in one; it runs in a transaction that cannot write.");

    public static readonly FindingCode NoRows = new(
        "SQL004",
        Severity.Error,
        "the query gives no rows",
        "A query that finds nothing is not taken for success. Where that is normal, say allow_empty: true.");

    public static readonly FindingCode BadColumns = new(
        "SQL005", Severity.Error, "a column of the query has no name of its own", "Mappings name columns. Give each expression a name: count(*) as orders.");

    public static readonly FindingCode NotOrdered = new(
        "SQL006",
        Severity.Note,
        "the query has no ORDER BY",
        """
        A run that was stopped continues at a row number. Without an order the server may give the rows in another sequence the next time; Loader notices that
        (it keeps a hash over the rows it has read) and refuses to continue instead of sending a row twice or never. Order by a unique column
        to be able to continue.
        """);

    public static readonly FindingCode WrongParameter = new(
        "SQL007",
        Severity.Error,
        "a parameter is missing, or none uses it",
        "Every @name in the query needs a value under parameters, and every value a place.");

    public static readonly FindingCode Broken = new(
        "SQL010",
        Severity.Error,
        "the rows ended before their end",
        "The connection was lost, or the server gave up on the query while its rows were read. Every row before that was delivered; run again to continue.");

    public static readonly IReadOnlyList<FindingCode> All =
        [NoConnection, Refused, NotAQuery, NoRows, BadColumns, NotOrdered, WrongParameter, Broken];
}

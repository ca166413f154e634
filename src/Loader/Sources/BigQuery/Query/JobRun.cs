namespace Loader.Sources.BigQuery.Query;

/// <summary>Which job runs a query.</summary>
/// <param name="Earlier">
/// The job that an earlier run asked for and died before it was done: it is looked for before another is made, so that nothing is billed twice. Null: none.
/// </param>
/// <param name="Begins">Told the id of a job before it is asked for, so that it can be found again; null: nobody wants to know.</param>
internal sealed record JobRun(string? Earlier = null, Action<string>? Begins = null)
{
    /// <summary>Of a run that keeps nothing.</summary>
    public static JobRun Unkept { get; } = new();
}

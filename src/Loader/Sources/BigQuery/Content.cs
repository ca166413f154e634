using Loader.Sources.BigQuery.Query;
using Loader.Sources.BigQuery.Rest;

namespace Loader.Sources.BigQuery;

/// <summary>The rows that a source is about: a job's result, or a table.</summary>
/// <param name="Table">The table they lie in; null where the job's server names none.</param>
/// <param name="Fields">Their columns.</param>
/// <param name="Rows">How many there are; null where that is not known.</param>
internal sealed record Content(TableReference? Table, IReadOnlyList<BigQueryField> Fields, long? Rows)
{
    /// <summary>The job that made them; null for a table.</summary>
    public FinishedJob? Job { get; init; }

    /// <summary>The table as it was when it was looked at; null for a job's result, which nobody writes to.</summary>
    public TableFacts? Facts { get; init; }

    public static Content Of(FinishedJob job) => new(job.Result, job.Fields, job.Rows) { Job = job };
}

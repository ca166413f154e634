namespace Loader.Tests.Sources.Postgres;

/// <summary>A test that needs a PostgreSQL server; skipped, in words, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (PostgresCluster.Programs is null) Skip = PostgresCluster.Missing;
    }
}

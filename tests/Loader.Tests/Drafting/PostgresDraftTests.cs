using System.Text;
using Loader.Tests.Cli;
using Loader.Tests.Sources;
using Loader.Tests.Sources.Postgres;

namespace Loader.Tests.Drafting;

/// <summary>First mappings of a database's query.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresDraftTests(PostgresCluster cluster) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [PostgresFact]
    public async Task The_rows_of_a_database_are_drafted_from_a_file_that_has_only_the_query()
    {
        var from = folder.Write("from.yaml", Encoding.UTF8.GetBytes($"""
            # What the shop sold.
            from:
              postgres:
                connection: "{cluster.Connection}"   # a comment stays
                query: |
                  select g::text as order_id, timestamptz '2026-03-01 10:00Z' + g * interval '1 minute' as created_at, (g / 100.0)::numeric(10, 2) as total,
                         'EUR' as currency, 'c' || g || '@example.com' as email
                  from generate_series(1, 10500) g order by g

            # Nothing follows.

            """));

        var typed = await Typed.RunAsync("init", from, "--to", "ga4", "--out", folder.PathOf("ga4.yaml"));

        Assert.Equal(0, typed.ExitCode);
        Assert.Contains("10,000 rows read, the first ones, 5 columns", typed.Talk, StringComparison.Ordinal);
        var draft = await File.ReadAllTextAsync(folder.PathOf("ga4.yaml"));
        var block = (await File.ReadAllTextAsync(from)).Split("# What the shop sold.\n")[1].Split("\n\n# Nothing")[0];
        Assert.Contains(block + "\n\nkey: = order_id", draft, StringComparison.Ordinal);
        Assert.Contains("    value: = total\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing follows", draft, StringComparison.Ordinal);
        var check = await Typed.RunAsync("check", folder.PathOf("ga4.yaml"));
        Assert.DoesNotContain("error PGS", check.Talk + check.Output, StringComparison.Ordinal);
    }
}

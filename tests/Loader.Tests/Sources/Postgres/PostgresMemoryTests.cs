using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Postgres;

namespace Loader.Tests.Sources.Postgres;

/// <summary>The memory contract over a real server: the result of a query is never held. A server of its own, since nothing else may run beside it.</summary>
[Collection(SourceMemoryContract.Name)]
public sealed class PostgresMemoryTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [PostgresFact]
    public async Task Memory_does_not_grow_with_the_result()
    {
        using var contract = new Contract(cluster);
        await contract.Memory_does_not_grow_with_the_input_and_rows_allocate_nothing();
    }

    private sealed class Contract(PostgresCluster cluster) : SourceMemoryContract
    {
        private const int RowBytes = 500;

        protected override long Content => 50_000_000;

        protected override bool MakesGarbage => true;

        /// <summary>What the package makes for a row that it has to wait for.</summary>
        protected override double AllocatedPerRow => 300;

        protected override ISource OpenLarge(long bytes)
        {
            var query =
                FormattableString.Invariant($"select n as id, repeat('x', {RowBytes - 10}) as note from generate_series(1, {bytes / RowBytes}) n order by n");
            var options = new PostgresOptions
            {
                Connection = cluster.Connection,
                Query = new(query),
                Origin = new(new("mapping.yaml", 4, 12)),
                Parameters = [],
            };
            var section = new Section("from.postgres", null, new(new FindingList(), _ => null, new()), new("mapping.yaml", 1, 1));
            return PostgresKind.OpenAsync(options, section, CancellationToken.None).AsTask().GetAwaiter().GetResult()!;
        }
    }
}

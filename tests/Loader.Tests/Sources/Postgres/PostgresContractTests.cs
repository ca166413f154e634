using System.Globalization;
using System.Reflection;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Postgres;

namespace Loader.Tests.Sources.Postgres;

/// <summary>The source contract over a real server. Run one by one, so that all of it is skipped where there is none.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresContractTests(PostgresCluster cluster)
{
    /// <summary>Rows of a query cannot change while they are read: see <see cref="PostgresSourceTests.Rows_are_those_of_one_moment"/>.</summary>
    private const string DoesNotApply = nameof(SourceContract.Input_that_changes_while_it_is_read_is_noticed);

    public static TheoryData<string, object[]> Facts
    {
        get
        {
            var facts = new TheoryData<string, object[]>();
            foreach (var method in typeof(SourceContract).GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null
                && method.Name != DoesNotApply))
            {
                var tables = method.GetCustomAttributes<InlineDataAttribute>().ToList();
                foreach (var table in tables) facts.Add(method.Name, [.. table.GetData(method).Single()]);
                if (tables.Count == 0) facts.Add(method.Name, []);
            }

            return facts;
        }
    }

    [PostgresTheory]
    [MemberData(nameof(Facts), DisableDiscoveryEnumeration = true)]
    public async Task A_query_keeps_the_contract_of_sources(string fact, object[] values)
    {
        using var contract = new Contract(cluster);
        if (typeof(SourceContract).GetMethod(fact)!.Invoke(contract, values) is Task task) await task;
    }

    private sealed class Contract(PostgresCluster cluster) : SourceContract
    {
        protected override ISource OpenRows(int rows)
        {
            var sql = new StringBuilder($"create table if not exists rows{rows} (id int primary key, note text); insert into rows{rows} values ");
            for (var n = 1; n <= rows; n++)
            {
                var note = NoteOf(n) is { } text ? "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'" : "null";
                sql.Append(CultureInfo.InvariantCulture, $"({n}, {note}){(n < rows ? "," : "")}");
            }

            cluster.Execute(sql.Append(" on conflict do nothing").ToString());
            return Open($"select id::text, note from rows{rows} order by rows{rows}.id", []) ?? throw new InvalidOperationException("The table was just made.");
        }

        protected override ISource? OpenMissing(FindingList findings) => Open("select id, note from nothing order by id", findings);

        protected override ISource? OpenEmpty(FindingList findings) => Open("select 1 as id, 'x' as note where false order by 1", findings);

        protected override void ChangeInput() => throw new NotSupportedException("Nobody sees it.");

        protected override ISource OpenRejected(string content) =>
            new PostgresKind().OpenAsync("path: " + Folder.Write("rejected.csv", Encoding.UTF8.GetBytes(content)), []).GetAwaiter().GetResult()!;

        protected override long LineOf(long row) => 0;

        private ISource? Open(string query, FindingList findings)
        {
            var options = new PostgresOptions
            {
                Connection = cluster.Connection,
                Query = new(query),
                Origin = new(new("mapping.yaml", 4, 12)),
                Parameters = [],
                Fetch = 70,
                ChunkRows = 50,
            };
            var section = new Section("from.postgres", null, new(findings, _ => null, new()), new("mapping.yaml", 1, 1));
            return PostgresKind.OpenAsync(options, section, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
    }
}

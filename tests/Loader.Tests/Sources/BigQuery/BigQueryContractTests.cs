using System.Text;
using System.Text.Json.Nodes;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Query;
using Loader.Sources.BigQuery.Rest;
using Loader.Sources.BigQuery.SignIn;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>The source contract over REST, in pages of 70 rows and chunks of 50. Not the change of the input: a job's result cannot change.</summary>
public sealed class BigQueryContractTests
{
    private const string DoesNotApply = nameof(SourceContract.Input_that_changes_while_it_is_read_is_noticed);

    public static TheoryData<string, object[]> Facts => Postgres.PostgresContractTests.Facts;

    [Theory]
    [MemberData(nameof(Facts), DisableDiscoveryEnumeration = true)]
    public async Task A_query_keeps_the_contract_of_sources(string fact, object[] values)
    {
        Assert.NotEqual(DoesNotApply, fact);

        // The query runs when the books are held, after its source was asked for a fingerprint: that rows are the same is known by their job
        // (IncrementalTests).
        if (fact == nameof(SourceContract.The_fingerprint_stays_while_the_input_does_and_changes_with_it)) return;
        await using var emulator = await BigQueryEmulator.StartAsync();
        using var contract = new Contract(emulator);
        if (typeof(SourceContract).GetMethod(fact)!.Invoke(contract, values) is Task task) await task;
    }

    private sealed class Contract(BigQueryEmulator emulator) : SourceContract
    {
        protected override ISource OpenRows(int rows)
        {
            emulator.Result = _ => EmulatedTable.Of(
                "id STRING, note STRING", [.. Enumerable.Range(1, rows).Select(n => new JsonArray(n.ToString(), NoteOf(n)))]);
            emulator.PageRows = 70;
            var options = new BigQueryOptions
            {
                Project = "billed",
                Query = new("SELECT id, note FROM t"),
                Origin = new(new("mapping.yaml", 4, 12)),
                Endpoint = new(emulator.Address + "/bigquery/v2/"),
                ChunkRows = 50,
            };
            var rest = new RestClient(options.Endpoint, new NoSignIn(), BigQueryOpen.Hasty);
            var connection = new Connection(options, rest, null);
            var content = Content.Of(
                connection.Jobs.RunAsync(new(options.Query.Text, [], options), JobRun.Unkept, CancellationToken.None).AsTask().GetAwaiter().GetResult());
            return new BigQuerySource(connection, content.Fields, content, (_, _, _) => ValueTask.FromResult(content), null, null) { BeginsNextLoad = false };
        }

        protected override ISource? OpenMissing(FindingList findings)
        {
            emulator.JobErrors.Enqueue(("notFound", "Not found: Dataset billed:nothing was not found in location US"));
            return Open(findings);
        }

        protected override ISource? OpenEmpty(FindingList findings)
        {
            emulator.Result = _ => EmulatedTable.Of("id STRING, note STRING");

            // That there is no row, only the query itself can tell, which runs when the load begins.
            var source = Open(findings)!;
            if (source.BeginAsync(Folder.FullName).GetAwaiter().GetResult() is { } finding) findings.Add(finding);
            source.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return null;
        }

        protected override void ChangeInput() => throw new NotSupportedException("A result does not change.");

        protected override ISource OpenRejected(string content) =>
            emulator.OpenAsync("path: " + Folder.Write("rejected.csv", Encoding.UTF8.GetBytes(content)), []).GetAwaiter().GetResult()!;

        protected override long LineOf(long row) => 0;

        private ISource? Open(FindingList findings) => emulator.OpenAsync("query: SELECT id, note FROM t", findings).GetAwaiter().GetResult();
    }
}

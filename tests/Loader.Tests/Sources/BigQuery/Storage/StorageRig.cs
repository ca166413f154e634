using Loader.Mappings.Rows;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Storage;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;
using Loader.Tests.Support;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>A reader in front of an emulator, with a clock that jumps over every pause.</summary>
internal sealed class StorageRig : IAsyncDisposable
{
    private static readonly TableReference Table = new("shop", "crm", "orders");
    private readonly List<IRowReader> open = [];

    private StorageRig(StorageServer server) => Server = server;

    public StorageServer Server { get; }

    public Tokens Tokens { get; } = new();

    public FakeTime Clock { get; } = new(jumps: TimeSpan.FromMinutes(2));

    public static async Task<StorageRig> StartAsync(StorageTable? table = null)
    {
        var rig = new StorageRig(await StorageServer.StartAsync());
        if (table is not null) rig.Server.Tables[Table.Path] = table;
        return rig;
    }

    /// <summary>A table of ids from 1 on and notes, some of them null, in as many streams as are asked for or fewer.</summary>
    public static StorageTable Orders(int rows, int mostStreams = 1000, int messageRows = 100) => new()
    {
        Columns = [("id", "\"long\""), ("note", "[\"null\",\"string\"]")],
        Rows = [.. Enumerable.Range(1, rows).Select(
            row => new[] { new AvroBytes().Long(row).ToArray(), NoteOf(row) is { } note ? new AvroBytes().Long(1).Text(note).ToArray() : [0] })],
        MostStreams = mostStreams,
        MessageRows = messageRows,
    };

    public static RowsWanted Wanted(params BigQueryField[] fields)
    {
        if (fields.Length == 0) fields = [new("id", BigQueryType.Integer) { Mode = FieldMode.Required }, new("note", BigQueryType.String)];
        return new() { Table = Table, Project = "billed", Fields = fields, Chunks = new(new(BigQueryField.SchemaOf(fields)), fields.Length) };
    }

    public static string? NoteOf(int row) => row % 5 == 0 ? null : $"Ünïcödé {row}";

    public async Task<IRowReader> OpenAsync(RowsWanted? wanted = null)
    {
        var (reader, reason) = await AskAsync(wanted);
        Assert.Null(reason);
        return reader!;
    }

    public async Task<(IRowReader? Reader, string? Reason)> AskAsync(RowsWanted? wanted = null)
    {
        var readers = new StorageReaders(Server.Address, Tokens, StorageRetry.Default, Clock);
        var (reader, reason) = await readers.OpenAsync(wanted ?? Wanted(), CancellationToken.None);
        if (reader is not null) open.Add(reader);
        return (reader, reason);
    }

    /// <summary>The ids of the rows, in the order of their numbers, which have no gaps.</summary>
    public static async Task<List<long>> IdsAsync(IRowReader reader, long firstRow = 1, int most = int.MaxValue)
    {
        var ids = new List<long>();
        foreach (var row in await RowsAsync(reader, firstRow, most)) ids.Add(row[0].Integer);
        return ids;
    }

    public static async Task<List<Value[]>> RowsAsync(IRowReader reader, long firstRow = 1, int most = int.MaxValue)
    {
        var rows = new List<Value[]>();
        await foreach (var chunk in reader.ReadAsync(firstRow, [], CancellationToken.None))
        {
            using (chunk)
            {
                Assert.Equal(firstRow + rows.Count, chunk.FirstRow);
                Assert.True(chunk.Count > 0);
                for (var i = 0; i < chunk.Count; i++)
                {
                    var row = new Value[16];
                    chunk.Read(i, row);
                    rows.Add([.. row.Select(cell => cell.Detached())]);
                }
            }

            if (rows.Count >= most) break;
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in open) await reader.DisposeAsync();
        await Server.DisposeAsync();
    }
}

using Google.Protobuf;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.BigQuery.Storage.Wire;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>The calls of the Storage Read API, each made once.</summary>
internal sealed class StorageCalls(GrpcConnection connection) : IDisposable
{
    private const string Service = "/google.cloud.bigquery.storage.v1.BigQueryRead/";
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ReadDeadline = TimeSpan.FromSeconds(86_400);

    /// <summary>Makes a session.</summary>
    /// <param name="wanted">Which rows and columns, and who pays for the bytes read.</param>
    /// <param name="mostStreams">The server makes as many or fewer.</param>
    /// <param name="signIn">Who asks.</param>
    /// <param name="stop">Ends the call.</param>
    public async ValueTask<StorageSession> CreateAsync(RowsWanted wanted, int mostStreams, StorageSignIn signIn, CancellationToken stop)
    {
        // Without display names a column whose name Avro does not allow fails the session.
        var options = new ReadSession.Types.TableReadOptions
        {
            RowRestriction = wanted.Where ?? "",
            AvroSerializationOptions = new() { EnableDisplayNameAttribute = true },
        };
        if (wanted.IsPart) options.SelectedFields.AddRange(wanted.Asked.Select(field => field.Name));
        var request = new CreateReadSessionRequest
        {
            Parent = "projects/" + wanted.Project,
            ReadSession = new() { Table = wanted.Table.Path, DataFormat = DataFormat.Avro, ReadOptions = options, TraceId = "loader" },
            MaxStreamCount = mostStreams,
        };
        var call = new GrpcRequest(Service + "CreateReadSession", ("read_session.table", wanted.Table.Path), request.ToByteArray(), CallDeadline);
        var session = await connection.CallAsync(call, signIn.HeadersAsync, ReadSession.Parser, stop);
        return new(session.Name, session.AvroSchema?.Schema ?? "", [.. session.Streams.Select(stream => stream.Name)], StorageReader.TurnRows);
    }

    /// <summary>Reads a stream from a row on.</summary>
    /// <param name="offset">How many of its rows are passed over.</param>
    public ValueTask<GrpcAnswer> ReadAsync(string stream, long offset, StorageSignIn signIn, CancellationToken stop)
    {
        var request = new ReadRowsRequest { ReadStream = stream, Offset = offset };
        return connection.BeginAsync(new(Service + "ReadRows", ("read_stream", stream), request.ToByteArray(), ReadDeadline), signIn.HeadersAsync, stop);
    }

    public void Dispose() => connection.Dispose();
}

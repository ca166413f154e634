using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.BigQuery.Storage.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Loader.Tests.Sources.BigQuery.Emulator.Storage;

/// <summary>
/// The Storage Read API v1 on 127.0.0.1, in HTTP/2 without TLS. It refuses what the real service is known to refuse, and no more; faults are scripted, one for
/// each call to come.
/// </summary>
internal sealed class StorageServer : IAsyncDisposable
{
    private const string Service = "/google.cloud.bigquery.storage.v1.BigQueryRead/";
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, OpenStream> streams = new(StringComparer.Ordinal);
    private int sessions;

    private StorageServer(WebApplication application) => this.application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>Tables by their path: <c>projects/p/datasets/d/tables/t</c>.</summary>
    public ConcurrentDictionary<string, StorageTable> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Tables that are made when they are asked for; null: there are none.</summary>
    public Func<string, StorageTable?>? Made { get; set; }

    /// <summary>Told of each message with rows, as it is about to be sent: the stream and its first row.</summary>
    public Action<string, long>? Sending { get; set; }

    /// <summary>Faults of the next sessions to be made.</summary>
    public ConcurrentQueue<ReadFault> SessionFaults { get; } = [];

    /// <summary>Faults of the next streams to be read.</summary>
    public ConcurrentQueue<ReadFault?> ReadFaults { get; } = [];

    /// <summary>Every call with its routing header: <c>ReadRows read_stream=… 300</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>The only token that is good; null asks for none.</summary>
    public string? Token { get; set; }

    public bool IsPermitted { get; set; } = true;

    public bool Compresses { get; set; }

    /// <summary>In pieces of how many bytes an answer is sent; 0 in whole messages.</summary>
    public int PieceBytes { get; set; }

    /// <param name="certificate">Of the server, which then speaks TLS; null: HTTP/2 without it.</param>
    public static async Task<StorageServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var server = new StorageServer(builder.Build());
        server.application.Run(server.AnswerAsync);
        await server.application.StartAsync();
        server.Address = new(server.application.Urls.Single());
        return server;
    }

    /// <summary>Sessions that were made cannot be read any more.</summary>
    public void ExpireSessions()
    {
        foreach (var stream in streams.Values) stream.IsExpired = true;
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var answer = new ServerAnswer(context, Compresses, PieceBytes);
        var method = context.Request.Path.Value!.StartsWith(Service, StringComparison.Ordinal) ? context.Request.Path.Value[Service.Length..] : "";
        var body = await ServerAnswer.RequestAsync(context.Request);
        var routing = context.Request.Headers["x-goog-request-params"].ToString();
        if (context.Request.Protocol != "HTTP/2" || context.Request.ContentType != "application/grpc" || context.Request.Headers.TE != "trailers")
        {
            context.Response.StatusCode = 415;
        }
        else if (Token is { } token && context.Request.Headers.Authorization != "Bearer " + token)
        {
            await answer.EndAsync(GrpcCode.Unauthenticated, "Request had invalid authentication credentials.");
        }
        else if (method == "CreateReadSession") await CreateAsync(CreateReadSessionRequest.Parser.ParseFrom(body), routing, answer);
        else if (method == "ReadRows") await ReadAsync(ReadRowsRequest.Parser.ParseFrom(body), routing, answer);
        else await answer.EndAsync(GrpcCode.Unimplemented, "");
    }

    private async Task CreateAsync(CreateReadSessionRequest request, string routing, ServerAnswer answer)
    {
        Calls.Enqueue($"CreateReadSession {routing}");
        var (asked, options) = (request.ReadSession, request.ReadSession.ReadOptions);
        if (SessionFaults.TryDequeue(out var fault)) await answer.FailAsync(fault);
        else if (routing != "read_session.table=" + Uri.EscapeDataString(asked.Table)) await answer.EndAsync(GrpcCode.InvalidArgument, "wrong routing header");
        else if (!request.Parent.StartsWith("projects/", StringComparison.Ordinal)) await answer.EndAsync(GrpcCode.InvalidArgument, "wrong parent");
        else if (!IsPermitted)
        {
            await answer.EndAsync(
                GrpcCode.PermissionDenied, "request failed: the user does not have 'bigquery.readsessions.create' permission for 'projects/billed'");
        }
        else if (Find(asked.Table) is not { } table) await answer.EndAsync(GrpcCode.NotFound, $"Not found: Table {asked.Table}");
        else if (table.IsView) await answer.EndAsync(GrpcCode.InvalidArgument, "request failed: non-table entities cannot be read with the storage API");
        else if (asked.DataFormat != DataFormat.Avro) await answer.EndAsync(GrpcCode.InvalidArgument, "no data format");
        else if (options.SelectedFields.FirstOrDefault(name => table.Columns.All(column => column.Name != name)) is { } unknown)
        {
            await answer.EndAsync(GrpcCode.InvalidArgument, $"no such field: {unknown}");
        }
        else if (!table.Columns.All(column => StorageTable.IsPlain(column.Name)) && options.AvroSerializationOptions?.EnableDisplayNameAttribute is not true)
        {
            await answer.EndAsync(GrpcCode.InvalidArgument, "a column name is not valid in Avro");
        }
        else await answer.GiveAsync(Session(request, table));
    }

    private ReadSession Session(CreateReadSessionRequest request, StorageTable table)
    {
        var options = request.ReadSession.ReadOptions;
        var rows = Enumerable.Range(0, table.Rows.Count).Where(
            row => options.RowRestriction.Length == 0 || table.Condition!(options.RowRestriction, row)).ToList();
        var count = Math.Min(request.MaxStreamCount == 0 ? table.MostStreams : request.MaxStreamCount, table.StreamRows?.Count ?? table.MostStreams);
        var session = new ReadSession
        {
            Name = $"projects/billed/locations/eu/sessions/s{Interlocked.Increment(ref sessions)}",
            Table = request.ReadSession.Table,
            ExpireTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(6)),
            AvroSchema = new() { Schema = table.Schema(options.SelectedFields) },
            EstimatedRowCount = rows.Count,
        };

        // Streams are of unequal length, and with a condition some may be empty: the rows are dealt out by where they lie in the table.
        for (var i = 0; i < (table.Rows.Count == 0 ? 0 : count); i++)
        {
            var name = $"{session.Name}/streams/{i}";
            var (from, to) = (Edge(i), Edge(i + 1));
            streams[name] = new(this, name, table, [.. rows.Where(row => row >= from && row < to)], [.. options.SelectedFields]);
            session.Streams.Add(new ReadStream { Name = name });
        }

        return session;

        long Edge(int stream) => table.StreamRows is { } lengths
            ? lengths.Take(stream).Sum()
            : table.Rows.Count * (long)stream * (stream + 1) / (count * (long)(count + 1));
    }

    private StorageTable? Find(string path) =>
        Tables.TryGetValue(path, out var table) ? table : Made?.Invoke(path) is { } made ? Tables.GetOrAdd(path, made) : null;

    private async Task ReadAsync(ReadRowsRequest request, string routing, ServerAnswer answer)
    {
        Calls.Enqueue($"ReadRows {request.ReadStream[(request.ReadStream.LastIndexOf('/') + 1)..]} {request.Offset}");
        _ = ReadFaults.TryDequeue(out var fault);
        if (routing != "read_stream=" + Uri.EscapeDataString(request.ReadStream)) await answer.EndAsync(GrpcCode.InvalidArgument, "wrong routing header");
        else if (!streams.TryGetValue(request.ReadStream, out var stream)) await answer.EndAsync(GrpcCode.NotFound, "no such stream");
        else if (stream.IsExpired)
        {
            await answer.EndAsync(
                GrpcCode.FailedPrecondition, "there was an error operating on 'projects/billed/…': session expired at 2026-03-01T16:00:00+00:00");
        }
        else await answer.GiveAsync(stream.Messages(request.Offset), fault);
    }

    private sealed class OpenStream(StorageServer server, string name, StorageTable table, IReadOnlyList<int> rows, IReadOnlyCollection<string> selected)
    {
        public bool IsExpired { get; set; }

        /// <summary>The messages from a row on. An empty stream, and one that is read from its end, has none.</summary>
        public IEnumerable<IMessage> Messages(long offset)
        {
            for (var at = (int)offset; at < rows.Count; at += table.MessageRows)
            {
                var some = rows.Skip(at).Take(table.MessageRows).ToList();
                var message = new ReadRowsResponse
                {
                    AvroRows = new() { SerializedBinaryRows = ByteString.CopyFrom([.. some.SelectMany(row => table.RowBytes(row, selected))]) },
                    RowCount = some.Count,
                    Stats = new() { Progress = new() { AtResponseStart = at / (double)rows.Count, AtResponseEnd = (at + some.Count) / (double)rows.Count } },
                };
                if (at == offset) message.AvroSchema = new() { Schema = table.Schema(selected) };
                if (table.ThrottledEvery > 0 && at / table.MessageRows % table.ThrottledEvery == 0)
                {
                    yield return new ReadRowsResponse { ThrottleState = new() { ThrottlePercent = 80 } };
                }

                server.Sending?.Invoke(name, at);
                yield return message;
            }
        }
    }
}

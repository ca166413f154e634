using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Google.Protobuf;
using Loader.Sources.BigQuery.Storage.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Loader.Benchmarks.BigQuery;

/// <summary>Serves <see cref="PurchaseTable"/> over both ways, from blocks that are encoded before anybody asks. In a process of its own.</summary>
internal sealed class BlockServer(int rows, int streams)
{
    private const int Blocks = 8;

    /// <summary>A page of so many rows has about 8 MB: BigQuery's own end at 10 MB.</summary>
    private const int PageRows = 20_000;

    private readonly byte[][] messages = [.. Enumerable.Range(0, Blocks).Select(seed => PurchaseTable.Message(new(seed), PurchaseTable.MessageRows))];

    private readonly byte[] page = PurchaseTable.Page(new(0), PageRows);

    /// <summary>Serves until it is killed; says its two addresses when it is ready.</summary>
    public static async Task RunAsync(int rows, int streams)
    {
        var server = new BlockServer(rows, streams);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        await using var application = builder.Build();
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        Console.WriteLine(string.Join(' ', application.Urls));
        await application.WaitForShutdownAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Method == "GET")
        {
            await PageAsync(context);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = body.ToArray().AsMemory(5);
        context.Response.ContentType = "application/grpc";
        if (context.Request.Path.Value!.EndsWith("ReadRows", StringComparison.Ordinal))
        {
            await RowsAsync(context.Response, ReadRowsRequest.Parser.ParseFrom(request.ToArray()));
        }
        else await context.Response.Body.WriteAsync(Framed(Session()));
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task RowsAsync(HttpResponse response, ReadRowsRequest request)
    {
        var stream = int.Parse(request.ReadStream[(request.ReadStream.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
        var mine = (rows / PurchaseTable.MessageRows / streams) + (stream < rows / PurchaseTable.MessageRows % streams ? 1 : 0);
        for (var i = 0; i < mine; i++) await response.Body.WriteAsync(messages[i % Blocks]);
    }

    private async Task PageAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var from = int.Parse(query["pageToken"].FirstOrDefault() ?? query["startIndex"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var count = Math.Min(PageRows, rows - from);
        var next = from + count < rows ? FormattableString.Invariant($"\"pageToken\":\"{from + count}\",") : "";
        context.Response.ContentType = "application/json; charset=UTF-8";
        await context.Response.WriteAsync(FormattableString.Invariant($"{{\"kind\":\"bigquery#tableDataList\",\"totalRows\":\"{rows}\",{next}\"rows\":["));
        await context.Response.Body.WriteAsync(count == PageRows ? page : PurchaseTable.Page(new(0), count));
        await context.Response.WriteAsync("]}");
    }

    private ReadSession Session()
    {
        var session = new ReadSession { Name = "sessions/s", AvroSchema = new() { Schema = PurchaseTable.AvroSchema } };
        session.Streams.AddRange(Enumerable.Range(0, streams).Select(i => new ReadStream { Name = $"sessions/s/streams/{i}" }));
        return session;
    }

    private static byte[] Framed(IMessage message)
    {
        var bytes = message.ToByteArray();
        var framed = new byte[bytes.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), bytes.Length);
        bytes.CopyTo(framed, 5);
        return framed;
    }
}

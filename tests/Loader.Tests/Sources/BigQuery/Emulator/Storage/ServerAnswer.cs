using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.BigQuery.Storage.Wire;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Loader.Tests.Sources.BigQuery.Emulator.Storage;

/// <summary>
/// The answer to one call: messages in frames, and a status in the trailers, or in the headers when there are no messages (grpc/doc/PROTOCOL-HTTP2.md).
/// </summary>
internal sealed class ServerAnswer(HttpContext context, bool compresses, int pieceBytes)
{
    private readonly HttpResponse response = context.Response;
    private int written;

    public static async Task<byte[]> RequestAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var framed = body.ToArray();
        if (framed.Length < 5 || framed[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(framed.AsSpan(1)) != framed.Length - 5)
        {
            throw new InvalidDataException("The request is not one message.");
        }

        return framed[5..];
    }

    /// <summary>Ends without any message.</summary>
    public Task EndAsync(GrpcCode code, string message) => FailAsync(new ReadFault.Status(code, message));

    public Task FailAsync(ReadFault fault) => GiveAsync([], fault);

    public Task GiveAsync(IMessage message) => GiveAsync([message], null);

    public async Task GiveAsync(IEnumerable<IMessage> messages, ReadFault? fault)
    {
        response.ContentType = "application/grpc";
        if (compresses) response.Headers["grpc-encoding"] = "gzip";
        if (fault is ReadFault.WebPage page)
        {
            (response.StatusCode, response.ContentType) = (page.HttpStatus, "text/html");
            await response.WriteAsync("<html>Bad Gateway</html>");
            return;
        }

        var count = 0;
        foreach (var message in messages)
        {
            if (await EndsAfterAsync(fault, count)) return;
            count++;
            var framed = Framed(message.ToByteArray());
            if (fault is ReadFault.Damage damage) framed = damage.Change(framed);
            if (!await WriteAsync(framed, fault)) return;
        }

        if (await EndsAfterAsync(fault, int.MaxValue)) return;
        Status(response.HasStarted, GrpcCode.Ok, "", null);
    }

    private async Task<bool> EndsAfterAsync(ReadFault? fault, int messages)
    {
        switch (fault)
        {
            case ReadFault.Status status when status.AfterMessages <= messages:
                Status(response.HasStarted, status.Code, status.Message, status.RetryAfter);
                return true;
            case ReadFault.NoStatus none when none.AfterMessages <= messages:
                await response.StartAsync();
                return true;
            default:
                return false;
        }
    }

    private void Status(bool inTrailers, GrpcCode code, string message, TimeSpan? retryAfter)
    {
        var headers = inTrailers ? context.Features.Get<IHttpResponseTrailersFeature>()!.Trailers : response.Headers;
        headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        if (message.Length > 0) headers["grpc-message"] = Uri.EscapeDataString(message);
        if (retryAfter is not { } delay) return;
        var detail = new Any
        {
            TypeUrl = "type.googleapis.com/google.rpc.RetryInfo",
            Value = new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }.ToByteString(),
        };
        headers["grpc-status-details-bin"] = Convert.ToBase64String(
            new RpcStatus { Code = (int)code, Message = message, Details = { detail } }.ToByteArray()).TrimEnd('=');
    }

    private byte[] Framed(byte[] message)
    {
        if (compresses)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(message);
            message = packed.ToArray();
        }

        var framed = new byte[message.Length + 5];
        framed[0] = (byte)(compresses ? 1 : 0);
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    private async Task<bool> WriteAsync(byte[] framed, ReadFault? fault)
    {
        var most = fault switch { ReadFault.Cut cut => cut.AfterBytes, ReadFault.Reset reset => reset.AfterBytes, ReadFault.GoAway away => away.AfterBytes, _ => int.MaxValue };
        var given = Math.Min(framed.Length, most - written);
        for (var at = 0; at < given;)
        {
            var piece = pieceBytes == 0 ? given : Math.Min(pieceBytes, given - at);
            await response.Body.WriteAsync(framed.AsMemory(at, piece));
            await response.Body.FlushAsync();
            at += piece;
        }

        written += given;
        if (given == framed.Length) return true;
        if (given == 0) await response.StartAsync();
        if (fault is ReadFault.Cut) context.Features.Get<IConnectionLifetimeFeature>()!.Abort();
        if (fault is ReadFault.GoAway) context.Features.Get<IConnectionLifetimeNotificationFeature>()!.RequestClose();
        if (fault is ReadFault.Reset or ReadFault.GoAway)
        {
            context.Features.Get<IHttpResetFeature>()!.Reset(fault is ReadFault.Reset error ? error.ErrorCode : 0);
        }

        return false;
    }
}

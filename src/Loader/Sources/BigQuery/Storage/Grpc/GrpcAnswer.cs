using System.Buffers.Binary;
using System.IO.Compression;

namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>The messages of an answer, one after the other. Frames may be split anywhere, and any number may come in one read.</summary>
internal sealed class GrpcAnswer(HttpResponseMessage response, Stream body, TimeSpan silence, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>BigQuery's messages have up to 128 MB; what claims to be longer is damage, and would only use up the memory.</summary>
    public const int LongestMessage = 144 << 20;

    private readonly byte[] head = new byte[GrpcFrame.HeadBytes];

    /// <summary>The next message, which the caller holds; null at the end of a call that ended well.</summary>
    /// <exception cref="GrpcException">The call did not end well, or the connection was lost.</exception>
    public async ValueTask<MessageBuffer?> NextAsync(CancellationToken stop)
    {
        var got = await FillAsync(head, stop);
        if (got == 0) return Ended();
        if (got < head.Length) throw Cut();
        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1));
        if (head[0] > 1 || length > LongestMessage)
        {
            throw new GrpcException(new(GrpcCode.DataLoss, FormattableString.Invariant($"a message begins with {Convert.ToHexStringLower(head)}")));
        }

        var message = new MessageBuffer((int)length);
        try
        {
            if (await FillAsync(message.Bytes.AsMemory(0, message.Length), stop) < message.Length) throw Cut();
            return head[0] == 0 ? message : Unpacked(message);
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await body.DisposeAsync();
        response.Dispose();
    }

    private MessageBuffer? Ended()
    {
        // In the headers when the error came before any message, else in the trailers; in neither when the connection broke.
        var status = GrpcStatus.Among(response.TrailingHeaders) ?? GrpcStatus.Among(response.Headers) ?? throw Cut();
        return status.Code == GrpcCode.Ok ? null : throw new GrpcException(status);
    }

    private static GrpcException Cut() => new(new(GrpcCode.Unavailable, "the answer was cut off: it has no status"));

    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken stop)
    {
        using var quiet = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, quiet.Token);
        var filled = 0;
        try
        {
            while (filled < buffer.Length && await body.ReadAsync(buffer[filled..], either.Token) is > 0 and var got)
            {
                filled += got;
                quiet.CancelAfter(silence);
            }

            return filled;
        }
        catch (OperationCanceledException) when (quiet.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new GrpcException(new(GrpcCode.Unavailable, FormattableString.Invariant($"the server sent nothing for {silence.TotalSeconds:0} seconds")));
        }
        catch (Exception lost) when (lost is IOException or HttpRequestException)
        {
            // A GOAWAY that ends the stream, RST_STREAM, a connection that is gone.
            throw new GrpcException(GrpcStatus.Among(response.TrailingHeaders) ?? new(GrpcCode.Unavailable, "the connection was lost: " + lost.Message), lost);
        }
    }

    private MessageBuffer Unpacked(MessageBuffer packed)
    {
        var encoding = response.Headers.TryGetValues("grpc-encoding", out var names) ? names.First() : "identity";
        if (encoding != "gzip") throw new GrpcException(new(GrpcCode.Internal, $"a message is compressed as '{encoding}', which was not asked for"));
        try
        {
            using var unpacking = new GZipStream(new MemoryStream(packed.Bytes, 0, packed.Length, writable: false), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            var piece = new byte[81_920];
            for (int got; (got = unpacking.Read(piece)) > 0;)
            {
                if (plain.Length + got > LongestMessage) throw new GrpcException(new(GrpcCode.DataLoss, "a compressed message has no end"));
                plain.Write(piece, 0, got);
            }

            var message = new MessageBuffer((int)plain.Length);
            plain.GetBuffer().AsSpan(0, message.Length).CopyTo(message.Bytes);
            packed.Dispose();
            return message;
        }
        catch (InvalidDataException damaged)
        {
            throw new GrpcException(new(GrpcCode.DataLoss, "a compressed message cannot be unpacked"), damaged);
        }
    }
}

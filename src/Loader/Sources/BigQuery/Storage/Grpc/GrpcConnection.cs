using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>
/// Calls over HTTP/2, as far as reading rows needs them: one request message, one answer or many (grpc/doc/PROTOCOL-HTTP2.md). On <c>http://</c> it speaks
/// HTTP/2 without TLS, as emulators do. Safe for many calls at once. A lost connection is made anew by the next call.
/// </summary>
/// <param name="endpoint">Scheme, host and port; a path is kept before the method's.</param>
/// <param name="silence">How long a server may send nothing before the connection counts as lost.</param>
internal sealed class GrpcConnection(Uri endpoint, TimeSpan silence, TimeProvider clock) : IDisposable
{
    private const int WindowBytes = 1 << 20;

    private static readonly ProductInfoHeaderValue Agent = new("loader", typeof(GrpcConnection).Assembly.GetName().Version!.ToString(3));

    /// <summary>Whether it has spoken HTTP/2 before: then what breaks is a connection, not the protocol.</summary>
    private volatile bool isSpoken;

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        EnableMultipleHttp2Connections = true,
        InitialHttp2StreamWindowSize = WindowBytes,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
    });

    /// <summary>A call with one answer.</summary>
    /// <exception cref="GrpcException">It did not end well.</exception>
    public async ValueTask<T> CallAsync<T>(GrpcRequest request, GrpcHeaders headers, MessageParser<T> parser, CancellationToken stop)
        where T : IMessage<T>
    {
        await using var answer = await BeginAsync(request, headers, stop);
        var message = await answer.NextAsync(stop) ?? throw new GrpcException(new(GrpcCode.Internal, "the answer has no message"));
        try
        {
            var parsed = parser.ParseFrom(message.Bytes, 0, message.Length);
            // The status comes after the message: a call is not done before it says so.
            (await answer.NextAsync(stop))?.Dispose();
            return parsed;
        }
        catch (InvalidProtocolBufferException damaged)
        {
            throw new GrpcException(new(GrpcCode.DataLoss, "the answer cannot be read: " + damaged.Message), damaged);
        }
        finally
        {
            message.Dispose();
        }
    }

    /// <summary>A call with any number of answers, of which none has been read yet.</summary>
    /// <exception cref="GrpcException">It could not be begun.</exception>
    public async ValueTask<GrpcAnswer> BeginAsync(GrpcRequest request, GrpcHeaders headers, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, endpoint.AbsolutePath.TrimEnd('/') + request.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = GrpcFrame.Of(request.Message),
        };
        message.Headers.TE.Add(new("trailers"));
        message.Headers.UserAgent.Add(Agent);
        message.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity,gzip");
        message.Headers.TryAddWithoutValidation("grpc-timeout", request.Deadline.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + "S");
        message.Headers.TryAddWithoutValidation("x-goog-request-params", $"{request.Routing.Name}={Uri.EscapeDataString(request.Routing.Value)}");
        foreach (var (name, value) in await headers(stop)) message.Headers.TryAddWithoutValidation(name, value);

        var response = await SendAsync(message, stop);
        try
        {
            if (response.StatusCode != HttpStatusCode.OK) throw new GrpcException(GrpcStatus.Among(response.Headers) ?? GrpcStatus.OfHttp(response.StatusCode));
            if (response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.Ordinal) is not true)
            {
                throw new GrpcException(new(GrpcCode.Unknown, $"the answer is {response.Content.Headers.ContentType?.MediaType ?? "of no type"}, not gRPC"));
            }

            return new(response, await response.Content.ReadAsStreamAsync(stop), silence, clock);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public void Dispose() => http.Dispose();

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken stop)
    {
        using var quiet = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, quiet.Token);
        try
        {
            var response = await http.SendAsync(message, either.Token);
            isSpoken = true;
            return response;
        }
        catch (OperationCanceledException) when (quiet.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new GrpcException(
                new(GrpcCode.Unavailable, FormattableString.Invariant($"the server did not answer within {silence.TotalSeconds:0} seconds")));
        }
        catch (HttpRequestException failed)
        {
            // Neither a certificate nor a server that does not speak HTTP/2 comes right by waiting.
            var isHopeless = failed.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.VersionNegotiationError
                || (failed.HttpRequestError is HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse && !isSpoken);
            var code = isHopeless ? GrpcCode.Unimplemented : GrpcCode.Unavailable;
            throw new GrpcException(new(code, failed.InnerException is { } inner ? $"{failed.Message} {inner.Message}" : failed.Message), failed);
        }
    }
}

using System.Buffers;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Polly;

namespace Loader.Sending;

/// <summary>
/// One HTTP request and its answer, once. Never throws for what a server or a network does: it says how far the request got. One
/// worker uses it, one request at a time.
/// </summary>
internal sealed class Exchange(IProtocol protocol, HttpMessageInvoker connections, SendOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Bytes of an answer at most; a longer one is none that a collector gives.</summary>
    public const int LongestAnswer = 1024 * 1024;

    private const string UserAgent = "User-Agent";

    private static readonly string OurUserAgent =
        $"Loader/{typeof(Exchange).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private HttpRequestMessage? request;
    private BodyContent? body;

    /// <summary>Makes the request that all attempts send.</summary>
    public void Prepare(Cargo cargo)
    {
        body = new BodyContent(protocol.Encode(cargo.Body));
        request = new HttpRequestMessage(HttpMethod.Post, protocol.Endpoint) { Content = body, Version = HttpVersion.Version11 };
        protocol.Address(request, cargo.Notes);
        if (!request.Headers.NonValidated.Contains(UserAgent)) request.Headers.TryAddWithoutValidation(UserAgent, OurUserAgent);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<Attempt>> SendAsync(Cargo cargo, CancellationToken cut)
    {
        body!.BeginAttempt();
        HttpResponseMessage? response = null;
        try
        {
            int length;
            try
            {
                response = await connections.SendAsync(request!, cut);
                length = await ReadAsync(response.Content, cut);
            }
            catch (OperationCanceledException)
            {
                return Broken(FormattableString.Invariant($"no answer within {options.Timeout.TotalSeconds:0.###} s"));
            }
            catch (HttpRequestException broken)
            {
                return Broken((broken.InnerException ?? broken).Message);
            }
            catch (IOException broken)
            {
                return Broken(broken.Message);
            }

            return length < 0
                ? Outcome(new(Reach.Lost, Reason: $"the answer ({(int)response.StatusCode}) is longer than {LongestAnswer} bytes"))
                : Outcome(Answered(response, buffer.AsSpan(0, length), cargo));
        }
        finally
        {
            response?.Dispose();
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private static Outcome<Attempt> Outcome(Attempt attempt) => Polly.Outcome.FromResult(attempt);

    private Outcome<Attempt> Broken(string reason) => Outcome(new(body!.HasLeft ? Reach.Lost : Reach.NotLeft, Reason: reason));

    private Attempt Answered(HttpResponseMessage response, ReadOnlySpan<byte> text, Cargo cargo)
    {
        if (response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var coding) && coding.ToString() is not "identity")
        {
            return new(Reach.Lost, Reason: $"the answer ({(int)response.StatusCode}) came as {coding}, which was not asked for");
        }

        var answer = protocol.Read((int)response.StatusCode, response.Headers, text, cargo.Bodies, cargo.Notes);
        if (answer is Answer.Accepted { Receipt: null }) return Attempt.Accepted;
        if (answer is not Answer.TryAgain again) return new(Reach.Answered, answer);
        var asked = RetryAfter.Read(response.Headers, clock.GetUtcNow(), options.LongestRetryAfter) ?? again.After;
        return new(Reach.Answered, answer, Asked: asked > options.LongestRetryAfter ? options.LongestRetryAfter : asked);
    }

    /// <summary>Reads to the end, so that the connection can be used again; -1 when there is too much.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(HttpContent content, CancellationToken cut)
    {
        var stream = content.ReadAsStream(cut);
        var length = 0;
        while (true)
        {
            if (length == buffer.Length) Grow();
            var read = await stream.ReadAsync(buffer.AsMemory(length), cut);
            if (read == 0) return length;
            length += read;
            if (length > LongestAnswer) return -1;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

using System.Buffers;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Loader.Sending.Pacing;
using Polly;

namespace Loader.Sending;

/// <summary>
/// One HTTP request and its answer, once. Never throws for what a server or a network does: it says how far the request got. One
/// worker uses it, one request at a time.
/// </summary>
internal sealed class Exchange(IProtocol protocol, HttpMessageInvoker connections, SendOptions options, HintedPace hints, TimeProvider clock) : IDisposable
{
    /// <summary>Bytes of an answer at most; a longer one is none that a collector gives.</summary>
    public const int LongestAnswer = 1024 * 1024;

    private const int MuchTooLong = -1;
    private const int NotDecoded = -2;
    private const string UserAgent = "User-Agent";

    private static readonly string OurUserAgent =
        $"Loader/{typeof(Exchange).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>More than any wait that is believed, and little enough to add to a clock.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1000);

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

            return Outcome(length < 0 ? TooLong(response) : Answered(response, length, cargo));
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

    private static Attempt TooLong(HttpResponseMessage response) =>
        new(Reach.Lost, Reason: $"the answer ({(int)response.StatusCode}) is longer than {LongestAnswer} bytes");

    private Attempt Answered(HttpResponseMessage response, int length, Cargo cargo)
    {
        if (response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var codings) && codings.ToString() is var coding and not "identity")
        {
            length = Decode(coding, length);
            if (length == NotDecoded) return new(Reach.Lost, Reason: $"the answer ({(int)response.StatusCode}) came as {coding} and cannot be read");
            if (length < 0) return TooLong(response);
        }

        var answer = protocol.Read((int)response.StatusCode, response.Headers, buffer.AsSpan(0, length), cargo.Bodies, cargo.Notes);
        var asked = answer is Answer.TryAgain again ? RetryAfter.Read(response.Headers, clock.GetUtcNow(), LongestAsked) ?? again.After : null;
        if (asked is not null) hints.Forget();
        else if (RateHints.Read(response.Headers, clock) is { } hint) hints.Hear(hint);
        if (answer is Answer.Accepted { Receipt: null }) return Attempt.Accepted;
        return new(Reach.Answered, answer, Asked: asked);
    }

    /// <summary>Replaces the answer by what it says; its length, or less than 0.</summary>
    private int Decode(string coding, int length)
    {
        var coded = buffer;
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(4096, 4 * length));
        try
        {
            using var plain = AnswerCoding.Open(coding, new MemoryStream(coded, 0, length, writable: false));
            if (plain is null) return NotDecoded;
            var decoded = 0;
            while (true)
            {
                if (decoded == buffer.Length) Grow();
                var read = plain.Read(buffer.AsSpan(decoded));
                if (read == 0) return decoded;
                decoded += read;
                if (decoded > LongestAnswer) return MuchTooLong;
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException or IOException)
        {
            return NotDecoded;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(coded);
        }
    }

    /// <summary>Reads to the end, so that the connection can be used again; less than 0 when there is too much.</summary>
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
            if (length > LongestAnswer) return MuchTooLong;
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

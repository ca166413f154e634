using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using Loader.Rehearsal.Faults;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Loader.Rehearsal;

/// <summary>
/// One request after another: (1) read it whole, (2) choose its fault, (3) play a fault that comes before the rules, or (4) ask the
/// rules and write down what they accepted, (5) answer, or play a fault that comes after. What was accepted stays accepted, whatever
/// becomes of the answer.
/// </summary>
internal sealed class EndpointApplication(
    IEndpointRules rules, FaultScript faults, EndpointOptions options, ReceivedLog received, CancellationToken closing) : IHttpApplication<HttpContext>
{
    private const int BigAnswer = 2_200_000;
    private readonly ConcurrentBag<EndpointAnswer> answers = [];
    private readonly LanesInFlight lanes = new();

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <summary>A bug of the rules: Kestrel answers 500 and goes on, so it is kept here and shown when the endpoint ends.</summary>
    public Exception? Bug { get; private set; }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var answer = answers.TryTake(out var used) ? used : new();
        Exchange? exchange = null;
        try
        {
            var read = await ReadAsync(context.Request.BodyReader, context.RequestAborted);
            exchange = Begin(context, read.Buffer, answer);
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            await FinishAsync(context, answer, exchange.Value);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionAbortedException or BadHttpRequestException or IOException)
        {
            // The sender went away in the middle of its request or of our answer, which is its right.
            if (exchange is { } begun) Lose(begun, answer);
            context.Abort();
        }
        catch (Exception bug)
        {
            Bug ??= bug;
            throw;
        }
        finally
        {
            answer.Clear();
            answers.Add(answer);
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader body, CancellationToken stop)
    {
        while (true)
        {
            var read = await body.ReadAsync(stop);
            if (read.IsCompleted) return read;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Steps 2 to 4, without waiting for anything.</summary>
    private Exchange Begin(HttpContext context, in ReadOnlySequence<byte> body, EndpointAnswer answer)
    {
        var request = new EndpointRequest
        {
            Method = context.Request.Method,
            Path = context.Request.Path.Value ?? "",
            Query = context.Request.QueryString.Value ?? "",
            Headers = context.Request.Headers,
            Body = body.IsSingleSegment ? body.FirstSpan : body.ToArray(),
            Caller = context.Connection.RemoteIpAddress,
        };
        if (rules.IsQuery(request))
        {
            received.Query();
            rules.Answer(request, answer);
            return new(null, null, 0);
        }

        var number = received.NextRequest();
        var fault = faults.For(number);
        if (fault is not null) received.Played(fault.Text);
        var flight = lanes.Begin(rules.LaneOf(request));
        var first = 0L;
        if (fault is not { Kind: FaultKind.Status or FaultKind.Close or FaultKind.Hang or FaultKind.Garbage or FaultKind.Redirect })
        {
            if (fault is { Kind: FaultKind.StorageFails }) request = request with { StorageFails = true };
            rules.Answer(request, answer);
            first = received.Write(number, answer);
        }

        if (options.KeepRequests) received.Keep(Copy(number, request, fault, answer));
        return new(fault, flight, first);
    }

    /// <summary>Step 5, and the end of a fault that comes before the rules.</summary>
    private async Task FinishAsync(HttpContext context, EndpointAnswer answer, Exchange exchange)
    {
        switch (exchange.Fault)
        {
            case { Kind: FaultKind.Status } status:
                Land(exchange);
                if (status.RetryAfterHeader(options.Clock.GetUtcNow()) is { } after) context.Response.Headers.RetryAfter = after;
                await WriteAsync(context, status.Status, "text/plain", default);
                return;
            case { Kind: FaultKind.Garbage }:
                Land(exchange);
                await WriteAsync(context, 200, "text/html", "<html><body>Welcome back, the service is resting.</body></html>"u8.ToArray());
                return;
            case { Kind: FaultKind.Redirect }:
                Land(exchange);
                context.Response.Headers.Location = "/elsewhere" + context.Request.Path.Value;
                await WriteAsync(context, StatusCodes.Status302Found, "text/plain", default);
                return;
            case { Kind: FaultKind.Close or FaultKind.CloseAfterAccept }:
                Lose(exchange, answer);
                context.Abort();
                return;
            case { Kind: FaultKind.Hang or FaultKind.HangAfterAccept }:
                Lose(exchange, answer);
                await NeverAsync(context);
                return;
            case { Kind: FaultKind.Cut }:
                Lose(exchange, answer);
                await CutAsync(context, answer);
                return;
            case { Kind: FaultKind.Big }:
                answer.Body.Write(Encoding.ASCII.GetBytes(new string(' ', BigAnswer)));
                received.LoseAnswer(exchange.FirstAccepted, answer.Accepted.Count);
                break;
            case { Kind: FaultKind.Slow } slow:
                await WaitAsync(context, slow.Delay);
                break;
        }

        context.RequestAborted.ThrowIfCancellationRequested();
        Land(exchange);
        foreach (var (name, value) in answer.Headers) context.Response.Headers.Append(name, value);
        await WriteAsync(context, answer.Status, answer.ContentType, answer.Body.WrittenMemory);
    }

    private static async Task WriteAsync(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified) return;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Promises the whole answer and sends half of it; Kestrel then closes the connection by itself.</summary>
    private static async Task CutAsync(HttpContext context, EndpointAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(answer.Body.WrittenMemory[..(answer.Body.WrittenCount / 2)], context.RequestAborted);
    }

    /// <summary>Holds the connection open until the sender or the endpoint gives up.</summary>
    private async Task NeverAsync(HttpContext context)
    {
        await WaitAsync(context, Timeout.InfiniteTimeSpan);
        context.Abort();
    }

    private async Task WaitAsync(HttpContext context, TimeSpan delay)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
        await Task.Delay(delay, options.Clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The answer is about to be written.</summary>
    private void Land(Exchange exchange) => received.Overlapped(lanes.End(exchange.Flight, givenUp: false));

    /// <summary>The sender will not read an answer to this.</summary>
    private void Lose(Exchange exchange, EndpointAnswer answer)
    {
        received.Overlapped(lanes.End(exchange.Flight, givenUp: true));
        received.LoseAnswer(exchange.FirstAccepted, answer.Accepted.Count);
    }

    private static KeptRequest Copy(long number, in EndpointRequest request, FaultStep? fault, EndpointAnswer answer) => new(
        number,
        request.Method,
        request.Path,
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        request.Body.ToArray(),
        fault?.Text,
        answer.Body.WrittenCount > 0 ? answer.Status : null,
        answer.Body.WrittenSpan.ToArray(),
        answer.Accepted.Count);

    /// <summary>What is known of a request once it was read. A query has neither fault nor flight.</summary>
    private readonly record struct Exchange(FaultStep? Fault, LanesInFlight.Flight? Flight, long FirstAccepted);
}

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

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var answer = answers.TryTake(out var used) ? used : new();
        try
        {
            var read = await ReadAsync(context.Request.BodyReader, context.RequestAborted);
            var exchange = Begin(context, read.Buffer, answer);
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            await FinishAsync(context, answer, exchange);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionAbortedException or BadHttpRequestException or IOException)
        {
            // The sender went away in the middle of its request or of our answer, which is its right.
            context.Abort();
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
            Headers = context.Request.Headers,
            Body = body.IsSingleSegment ? body.FirstSpan : body.ToArray(),
            Caller = context.Connection.RemoteIpAddress,
        };
        if (rules.IsQuery(request))
        {
            received.Query();
            rules.Answer(request, answer);
            return new(0, null, 0, 0);
        }

        var number = received.NextRequest();
        var fault = faults.For(number);
        if (fault is not null) received.Played(fault.Text);
        var lane = rules.LaneOf(request);
        lanes.Begin(lane);
        var first = 0L;
        if (fault is not { Kind: FaultKind.Status or FaultKind.Close or FaultKind.Hang or FaultKind.Garbage or FaultKind.Redirect })
        {
            if (fault is { Kind: FaultKind.StorageFails }) request = request with { StorageFails = true };
            rules.Answer(request, answer);
            first = received.Write(number, answer);
        }

        if (options.KeepRequests) received.Keep(Copy(number, request, answer));
        return new(number, fault, lane, first);
    }

    /// <summary>Step 5, and the end of a fault that comes before the rules.</summary>
    private async Task FinishAsync(HttpContext context, EndpointAnswer answer, Exchange exchange)
    {
        var accepted = answer.Accepted.Count;
        switch (exchange.Fault)
        {
            case { Kind: FaultKind.Status } status:
                Land(exchange, givenUp: false);
                Refuse(context.Response, status);
                return;
            case { Kind: FaultKind.Garbage }:
                Land(exchange, givenUp: false);
                await WriteAsync(context, 200, "text/html", "<html><body>Welcome back, the service is resting.</body></html>"u8.ToArray());
                return;
            case { Kind: FaultKind.Redirect }:
                Land(exchange, givenUp: false);
                context.Response.StatusCode = StatusCodes.Status302Found;
                context.Response.Headers.Location = "/elsewhere" + context.Request.Path.Value;
                return;
            case { Kind: FaultKind.Close or FaultKind.CloseAfterAccept }:
                Land(exchange, givenUp: true);
                received.LoseAnswer(exchange.FirstAccepted, accepted);
                context.Abort();
                return;
            case { Kind: FaultKind.Hang or FaultKind.HangAfterAccept }:
                Land(exchange, givenUp: true);
                received.LoseAnswer(exchange.FirstAccepted, accepted);
                await NeverAsync(context);
                return;
            case { Kind: FaultKind.Cut }:
                Land(exchange, givenUp: true);
                received.LoseAnswer(exchange.FirstAccepted, accepted);
                await CutAsync(context, answer);
                return;
            case { Kind: FaultKind.Big }:
                answer.Body.Write(Encoding.ASCII.GetBytes(new string(' ', BigAnswer)));
                received.LoseAnswer(exchange.FirstAccepted, accepted);
                break;
            case { Kind: FaultKind.Slow } slow:
                await WaitAsync(context, slow.Delay);
                break;
        }

        Land(exchange, givenUp: context.RequestAborted.IsCancellationRequested);
        if (context.RequestAborted.IsCancellationRequested) received.LoseAnswer(exchange.FirstAccepted, accepted);
        foreach (var (name, value) in answer.Headers) context.Response.Headers.Append(name, value);
        await WriteAsync(context, answer.Status, answer.ContentType, answer.Body.WrittenMemory);
    }

    private void Refuse(HttpResponse response, FaultStep status)
    {
        response.StatusCode = status.Status;
        response.ContentLength = 0;
        if (status.RetryAfterHeader(options.Clock.GetUtcNow()) is { } after) response.Headers.RetryAfter = after;
    }

    private static async Task WriteAsync(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Promises the whole answer, sends half of it, and hangs up.</summary>
    private static async Task CutAsync(HttpContext context, EndpointAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(answer.Body.WrittenMemory[..(answer.Body.WrittenCount / 2)], context.RequestAborted);
        context.Abort();
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

    private void Land(Exchange exchange, bool givenUp) => received.Overlapped(lanes.End(exchange.Lane, givenUp));

    private static KeptRequest Copy(long number, in EndpointRequest request, EndpointAnswer answer) => new(
        number,
        request.Method,
        request.Path,
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        request.Body.ToArray(),
        answer.Status,
        answer.Body.WrittenSpan.ToArray(),
        answer.Accepted.Count);

    /// <summary>What is known of a request once it was read. Number 0: a query.</summary>
    private readonly record struct Exchange(long Number, FaultStep? Fault, ulong Lane, long FirstAccepted);
}

using System.Net;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Tests.Support;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>Frames and statuses as the protocol has them (grpc/doc/PROTOCOL-HTTP2.md).</summary>
public sealed class GrpcAnswerTests
{
    [Fact]
    public async Task A_server_that_falls_silent_counts_as_lost()
    {
        var clock = new FakeTime();
        await using var answer = new GrpcAnswer(new(HttpStatusCode.OK), new SilentStream(), TimeSpan.FromMinutes(10), clock);
        var reading = answer.NextAsync(CancellationToken.None).AsTask();

        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(reading.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(2));

        var lost = await Assert.ThrowsAsync<GrpcException>(() => reading);
        Assert.Equal(new(GrpcCode.Unavailable, "the server sent nothing for 600 seconds"), lost.Status);
    }

    [Theory]
    [InlineData("00ffffffff")]
    [InlineData("0200000001")]
    [InlineData("3c68746d6c")]
    public async Task A_frame_that_cannot_be_is_damage_and_takes_no_memory(string head)
    {
        await using var answer = Of(Convert.FromHexString(head));

        var damaged = await Assert.ThrowsAsync<GrpcException>(async () => await answer.NextAsync(CancellationToken.None));

        Assert.Equal(GrpcCode.DataLoss, damaged.Status.Code);
    }

    [Fact]
    public async Task Fact_the_status_is_in_the_headers_or_the_trailers_and_an_answer_without_one_was_cut_off()
    {
        using var message = await Of([0, 0, 0, 0, 2, 7, 8]).NextAsync(CancellationToken.None);
        var none = await Assert.ThrowsAsync<GrpcException>(async () => await Of([]).NextAsync(CancellationToken.None));
        var header = await Assert.ThrowsAsync<GrpcException>(
            async () => await Of([], response => response.Headers.Add("grpc-status", "7")).NextAsync(CancellationToken.None));
        var trailer = await Assert.ThrowsAsync<GrpcException>(
            async () => await Of([], response => response.TrailingHeaders.Add("grpc-status", "5")).NextAsync(CancellationToken.None));

        Assert.Equal([7, 8], message!.Span.ToArray());
        Assert.Equal((GrpcCode.Unavailable, GrpcCode.PermissionDenied, GrpcCode.NotFound), (none.Status.Code, header.Status.Code, trailer.Status.Code));
        Assert.Null(await Of([], response => response.TrailingHeaders.Add("grpc-status", "0")).NextAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("100 %25 %C3%BC", "100 % ü")]
    [InlineData("%zz 5% %", "%zz 5% %")]
    public void The_words_of_a_status_are_percent_encoded_utf8(string sent, string read) => Assert.Equal(read, GrpcStatus.Unescaped(sent));

    [Theory]
    [InlineData("not base64!")]
    [InlineData("//////")]
    public void Details_that_cannot_be_read_are_no_details(string details)
    {
        using var response = new HttpResponseMessage();
        response.Headers.Add("grpc-status", "8");
        response.Headers.TryAddWithoutValidation("grpc-status-details-bin", details);

        Assert.Equal(new(GrpcCode.ResourceExhausted, ""), GrpcStatus.Among(response.Headers));
    }

    private static GrpcAnswer Of(byte[] body, Action<HttpResponseMessage>? more = null)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK);
        more?.Invoke(response);
        return new(response, new MemoryStream(body), TimeSpan.FromMinutes(10), TimeProvider.System);
    }

    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var silence = new TaskCompletionSource<int>();
            await using var ended = cancellationToken.Register(() => silence.TrySetCanceled(cancellationToken));
            return await silence.Task;
        }
    }
}

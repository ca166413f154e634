using Loader.Sources;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>Whatever happens to the connection, a row comes once or the reading says that it ended.</summary>
public sealed class StorageFaultTests
{
    private const int Rows = 3_000;

    public static TheoryData<string> Passing => [.. PassingFaults.Keys];

    private static Dictionary<string, ReadFault> PassingFaults { get; } = new(StringComparer.Ordinal)
    {
        ["UNAVAILABLE before any message"] = new ReadFault.Status(GrpcCode.Unavailable, "try again"),
        ["UNAVAILABLE after three messages"] = new ReadFault.Status(GrpcCode.Unavailable, "try again", AfterMessages: 3),
        ["UNKNOWN after one message"] = new ReadFault.Status(GrpcCode.Unknown, "", AfterMessages: 1),
        ["INTERNAL that is a lost connection"] = new ReadFault.Status(GrpcCode.Internal, "Received RST_STREAM with code 2", AfterMessages: 2),
        ["RESOURCE_EXHAUSTED with a delay"] = new ReadFault.Status(GrpcCode.ResourceExhausted, "quota", AfterMessages: 1, RetryAfter: TimeSpan.FromSeconds(17)),
        ["cut in the head of the first frame"] = new ReadFault.Cut(3),
        ["cut in the middle of a message"] = new ReadFault.Cut(5_000),
        ["reset with INTERNAL_ERROR"] = new ReadFault.Reset(4_000, ErrorCode: 2),
        ["reset with ENHANCE_YOUR_CALM"] = new ReadFault.Reset(4_000, ErrorCode: 11),
        ["GOAWAY"] = new ReadFault.GoAway(4_000),
        ["the end without a status"] = new ReadFault.NoStatus(4),
        ["the end without a status or a message"] = new ReadFault.NoStatus(0),
        ["a web page of a proxy"] = new ReadFault.WebPage(502),
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Trap_a_stream_that_breaks_is_read_on_from_the_rows_already_received(string fault)
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 2));
        rig.Server.ReadFaults.Enqueue(PassingFaults[fault]);
        rig.Server.ReadFaults.Enqueue(PassingFaults[fault]);
        rig.Server.ReadFaults.Enqueue(PassingFaults[fault]);

        var ids = await StorageRig.IdsAsync(await rig.OpenAsync());

        Assert.Equal(Enumerable.Range(1, Rows).Select(id => (long)id), ids.Order());
        // A connection that breaks may take the other stream with it, which is then begun anew without a fault of its own.
        Assert.InRange(rig.Server.Calls.Count(call => call.StartsWith("ReadRows", StringComparison.Ordinal)), 5, 8);
    }

    [Fact]
    public async Task Fact_a_connection_lost_after_the_last_row_is_asked_again_at_the_very_end_and_the_answer_is_empty()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 1));
        rig.Server.ReadFaults.Enqueue(new ReadFault.NoStatus(AfterMessages: Rows / 100));

        Assert.Equal(Rows, (await StorageRig.IdsAsync(await rig.OpenAsync())).Count);
        Assert.Equal($"ReadRows 0 {Rows}", rig.Server.Calls.Last());
    }

    [Fact]
    public async Task Fact_resource_exhausted_waits_as_long_as_the_server_asks()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 1));
        rig.Server.ReadFaults.Enqueue(new ReadFault.Status(GrpcCode.ResourceExhausted, "quota", RetryAfter: TimeSpan.FromSeconds(17)));

        await StorageRig.IdsAsync(await rig.OpenAsync());

        Assert.InRange(rig.Clock.Elapsed, TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(18));
    }

    [Theory]
    [InlineData((int)GrpcCode.ResourceExhausted, "quota", "BIG010")]
    [InlineData((int)GrpcCode.Internal, "a fault of the server", "BIG010")]
    [InlineData((int)GrpcCode.PermissionDenied, "no getData", "BIG002")]
    [InlineData((int)GrpcCode.DataLoss, "", "BIG010")]
    public async Task What_does_not_come_right_by_waiting_ends_the_reading_after_the_rows_before_it(int code, string message, string finding)
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 1));
        rig.Server.ReadFaults.Enqueue(new ReadFault.Status((GrpcCode)code, message, AfterMessages: 4));
        var reader = await rig.OpenAsync();
        var rows = 0;

        var broken = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var chunk in reader.ReadAsync(1, [], CancellationToken.None))
            {
                rows += chunk.Count;
                chunk.Dispose();
            }
        });

        Assert.Equal((400, finding), (rows, broken.Finding.Code.Id));
        Assert.Contains(message, broken.Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_for_longer_than_the_patience_ends_the_reading()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 1));
        for (var i = 0; i < 100; i++) rig.Server.ReadFaults.Enqueue(new ReadFault.Status(GrpcCode.Unavailable, "away"));
        var reader = await rig.OpenAsync();

        await Assert.ThrowsAsync<SourceException>(() => StorageRig.IdsAsync(reader));

        Assert.InRange(rig.Clock.Elapsed, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Trap_a_token_that_runs_out_in_a_long_read_is_renewed_and_no_row_is_lost()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 2));
        rig.Server.Token = "t1";
        var reader = await rig.OpenAsync();
        rig.Server.Token = "t2";

        Assert.Equal(Rows, (await StorageRig.IdsAsync(reader)).Count);
        Assert.Equal("t2", rig.Tokens.Current);
    }

    [Fact]
    public async Task A_token_that_is_refused_while_it_is_new_ends_the_reading()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 1));
        var reader = await rig.OpenAsync();
        rig.Server.Token = "another account";

        var broken = await Assert.ThrowsAsync<SourceException>(() => StorageRig.IdsAsync(reader));

        Assert.Equal("BIG002", broken.Finding.Code.Id);
        Assert.Equal("t2", rig.Tokens.Current);
    }

    [Fact]
    public async Task Fact_a_session_that_expired_takes_the_numbers_of_its_rows_with_it()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows, mostStreams: 2));
        var numbering = (await rig.OpenAsync()).Numbering;
        rig.Server.ExpireSessions();
        var reader = await rig.OpenAsync(StorageRig.Wanted() with { Numbering = numbering });

        var broken = await Assert.ThrowsAsync<SourceException>(() => StorageRig.IdsAsync(reader, 1_000));

        Assert.Equal("BIG009", broken.Finding.Code.Id);
        Assert.Contains("session expired at", broken.Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_with_an_order_of_their_own_go_on_in_another_session_when_theirs_expired()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(Rows));
        var reader = await rig.OpenAsync(StorageRig.Wanted() with { IsOrdered = true });
        rig.Server.ReadFaults.Enqueue(new ReadFault.Status(GrpcCode.FailedPrecondition, "session expired", AfterMessages: 7));

        Assert.Equal(Enumerable.Range(1, Rows).Select(id => (long)id), await StorageRig.IdsAsync(reader));
        Assert.Equal("ReadRows 0 700", rig.Server.Calls.Last());
    }

    [Fact]
    public async Task A_session_is_asked_for_again_while_the_service_is_away()
    {
        await using var rig = await StorageRig.StartAsync(StorageRig.Orders(10));
        rig.Server.SessionFaults.Enqueue(new ReadFault.Status(GrpcCode.Unavailable, ""));
        rig.Server.SessionFaults.Enqueue(new ReadFault.Status(GrpcCode.DeadlineExceeded, ""));

        Assert.Equal(10, (await StorageRig.IdsAsync(await rig.OpenAsync())).Count);
    }
}

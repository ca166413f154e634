using System.Net;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Tests.Sources.BigQuery.Emulator;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>What answers in place of the Storage Read API may be something else: rows come over REST then, and the reason is said.</summary>
public sealed class OtherStorageTests : IAsyncLifetime
{
    private const int Rows = 1_500;
    private BigQueryEmulator emulator = null!;

    public async Task InitializeAsync()
    {
        emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => EmulatedTable.Numbered(Rows);
        emulator.PageRows = 400;
    }

    public async Task DisposeAsync() => await emulator.DisposeAsync();

    [Theory]
    [InlineData("unimplemented", "UNIMPLEMENTED")]
    [InlineData("web page", "HTTP 404, not gRPC")]
    [InlineData("other schema", "Avro schema")]
    [InlineData("no columns", "Avro schema")]
    public async Task A_server_without_a_Storage_Read_API_of_this_form_is_read_over_REST_with_the_reason(string case_, string reason)
    {
        await using var storage = await emulator.WithStorageAsync(table => case_ switch
        {
            "other schema" => new() { Columns = [("id", "\"fixed\""), ("total", "\"fixed\"")], Rows = [] },
            "no columns" => new() { Columns = [], Rows = [] },
            _ => AvroCells.Of(table),
        });
        if (case_ == "unimplemented") storage.SessionFaults.Enqueue(new ReadFault.Status(GrpcCode.Unimplemented, "unknown service"));
        if (case_ == "web page") storage.SessionFaults.Enqueue(new ReadFault.WebPage(404));
        await using var source = await OpenAsync(storage.Address.ToString());

        Assert.Equal(EmulatedTable.Shown(Rows), await source.ShowAsync());
        Assert.Contains(
            ((IKeepsState)source).Notes,
            note => note.StartsWith("rows came over REST", StringComparison.Ordinal) && note.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_that_speaks_HTTP_1_only_is_left_at_once()
    {
        var visits = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref visits);
                return next(connection);
            });
        }));
        await using var old = builder.Build();
        old.Run(context => context.Response.WriteAsync("hello"));
        await old.StartAsync();
        await using var source = await OpenAsync(old.Urls.Single());

        Assert.Equal(EmulatedTable.Shown(Rows), await source.ShowAsync());
        Assert.Contains(((IKeepsState)source).Notes, note => note.Contains("the Storage Read API answers UNIMPLEMENTED", StringComparison.Ordinal));
        Assert.Equal(1, visits);
    }

    private async Task<ISource> OpenAsync(string storage)
    {
        FindingList findings = [];
        var source = await new BigQueryKind(BigQueryOpen.Hasty).OpenAsync(
            $"project: billed\nendpoint: {emulator.Address}\nquery: SELECT id, total FROM t\nstorage_endpoint: {storage}", findings);
        Assert.Empty(findings);
        return source!;
    }
}

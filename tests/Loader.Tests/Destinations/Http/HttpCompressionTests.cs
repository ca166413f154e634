using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Loader.Destinations;
using Loader.Destinations.Segment;
using Loader.Sending;
using Loader.Tests.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Loader.Tests.Destinations.Http;

/// <summary>Compressed bodies, where the destination reads them and where it says that it does not.</summary>
public sealed class HttpCompressionTests
{
    [Theory]
    [InlineData("http", 415)]
    [InlineData("http", 406)]
    [InlineData("segment", 415)]
    public async Task Refused_for_its_coding_a_request_goes_again_plainly_and_so_do_all_others(string kind, int status)
    {
        await using var endpoint = await Endpoint.StartAsync(coding => coding == "gzip" ? status : 200);

        var (ledger, end) = await SendAsync(kind, endpoint.Address, 6);

        Assert.Equal(SendingEnd.Finished.Instance, end);
        Assert.Equal(6, ledger.Of<Outcome.Sent>().Count());
        Assert.Equal(["gzip", "", "", ""], endpoint.Codings);
        Assert.Equal(endpoint.Plain[0], endpoint.Plain[1]);
    }

    [Fact]
    public async Task Where_it_is_read_it_stays()
    {
        await using var endpoint = await Endpoint.StartAsync(_ => 200);

        await SendAsync("http", endpoint.Address, 6);

        Assert.Equal(["gzip", "gzip", "gzip"], endpoint.Codings);
    }

    [Fact]
    public async Task A_415_that_is_not_about_the_coding_stops_the_run_after_one_more_request()
    {
        await using var endpoint = await Endpoint.StartAsync(_ => 415);

        var (ledger, end) = await SendAsync("http", endpoint.Address, 6);

        Assert.Equal("http_415", Assert.IsType<SendingEnd.GivenUp>(end).Code);
        Assert.Equal(["gzip", ""], endpoint.Codings);
        Assert.Equal(6, ledger.Of<Outcome.NotReached>().Count());
    }

    [Fact]
    public async Task A_406_that_is_not_about_the_coding_refuses_what_is_in_the_request()
    {
        await using var endpoint = await Endpoint.StartAsync(_ => 406);

        var (ledger, _) = await SendAsync("http", endpoint.Address, 2);

        Assert.Equal(["http_406", "http_406"], ledger.Of<Outcome.Failed>().Select(failed => failed.Code));
    }

    [Fact]
    public async Task The_plain_body_is_signed_as_it_leaves()
    {
        await using var endpoint = await Endpoint.StartAsync(coding => coding == "gzip" ? 415 : 200);

        await SendAsync("http", endpoint.Address, 2, "auth: { hmac: { key: \"${SECRET}\" } }");

        var expected = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("hush-hush-17"u8, Encoding.UTF8.GetBytes(endpoint.Plain[1])));
        Assert.Equal(expected, endpoint.Signatures[1]);
        Assert.NotEqual(expected, endpoint.Signatures[0]);
    }

    private static async Task<(TestLedger Ledger, SendingEnd End)> SendAsync(string kind, Uri address, int events, string more = "")
    {
        IDestination destination = kind == "segment"
            ? Settings.Configure(new SegmentKind(), ("endpoint", address.AbsoluteUri), ("write_key", "key-of-a-source"), ("compress", "gzip"))
            : Endpoints.Of($"url: {address}\nbody: array\nbatch: {{ events: 2 }}\ncompress: gzip\n{more}");
        var row = new ShapeBuilder().Slot("type", "track").Slot("event", "x").Slot("userId", "ann");
        var packer = destination.Bind(row.Shape, [])!;
        var protocol = kind == "segment" ? new TwoAtOnce(destination.Protocol) : destination.Protocol;
        var (ledger, result) = await Delivery.SendAsync(
            protocol, Enumerable.Range(0, events).Select(i => Delivery.Parcel(i, packer, row)), perChunk: 2);
        return (ledger, result.End);
    }

    /// <summary>The same protocol with small requests.</summary>
    private sealed class TwoAtOnce(IProtocol inner) : IProtocol
    {
        public Uri Endpoint => inner.Endpoint;

        public Framing Framing { get; } = inner.Framing with { MaxEvents = 2 };

        public Isolation Isolation => inner.Isolation;

        public bool IgnoresRepeats => inner.IgnoresRepeats;

        public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> body) => inner.Encode(body);

        public HttpMessageHandler Through(HttpMessageHandler connections) => inner.Through(connections);

        public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes) => inner.Address(request, notes);

        public Answer Read(
            int status,
            System.Net.Http.Headers.HttpResponseHeaders headers,
            ReadOnlySpan<byte> body,
            ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
            ReadOnlySpan<ReadOnlyMemory<byte>> notes) => inner.Read(status, headers, body, bodies, notes);
    }

    /// <summary>An endpoint that answers by the coding of what it gets.</summary>
    private sealed class Endpoint : IAsyncDisposable
    {
        private readonly WebApplication server;

        private Endpoint(Func<string, int> answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
            server = builder.Build();
            server.Run(async context =>
            {
                var coding = context.Request.Headers.ContentEncoding.ToString();
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                Assert.Equal(context.Request.ContentLength, body.Length);
                Codings.Enqueue(coding);
                Signatures.Add(context.Request.Headers["X-Signature"].ToString());
                Plain.Add(Text(body, coding));
                context.Response.StatusCode = answer(coding);
            });
        }

        public ConcurrentQueue<string> Codings { get; } = new();

        public List<string> Plain { get; } = [];

        public List<string> Signatures { get; } = [];

        public Uri Address => new(server.Urls.Single());

        public static async Task<Endpoint> StartAsync(Func<string, int> answer)
        {
            var endpoint = new Endpoint(answer);
            await endpoint.server.StartAsync();
            return endpoint;
        }

        public async ValueTask DisposeAsync() => await server.DisposeAsync();

        private static string Text(MemoryStream body, string coding)
        {
            body.Position = 0;
            using var reader = new StreamReader(coding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : body);
            return reader.ReadToEnd();
        }
    }
}

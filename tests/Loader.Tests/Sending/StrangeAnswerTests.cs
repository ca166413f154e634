using System.IO.Compression;
using System.Text;
using Loader.Sending;

namespace Loader.Tests.Sending;

/// <summary>Answers as servers and the boxes before them really give them, over a raw socket. Accepted is only what says <c>ok</c> with 200.</summary>
public sealed class StrangeAnswerTests
{
    private const string Sent = nameof(Outcome.Sent);
    private const string Failed = nameof(Outcome.Failed);
    private const string Uncertain = nameof(Outcome.Uncertain);

    private static readonly Func<Received, Answer?> Strict = received => received switch
    {
        { Status: 200, Body: "ok" } => Answer.Accepted.Instance,
        { Status: >= 200 and < 300 } => new Answer.Unclear($"{received.Status} and '{(received.Body.Length > 20 ? "much" : received.Body)}'"),
        _ => null,
    };

    public static TheoryData<string, string, string> Answers => new()
    {
        { "plain", RawServer.Ok(), Sent },
        { "gzip", Coded("gzip", Gzip("ok")), Sent },
        { "x-gzip", Coded("x-gzip", Gzip("ok")), Sent },
        { "deflate", Coded("deflate", Zlib("ok")), Sent },
        { "bare deflate", Coded("deflate", Deflate("ok")), Sent },
        { "br", Coded("br", Brotli("ok")), Sent },
        { "gzip in capitals", Coded("GZIP", Gzip("ok")), Sent },
        { "gzip that is none", Coded("gzip", "ok"u8.ToArray()), Uncertain },
        { "gzip cut off", Coded("gzip", Gzip("ok" + new string('x', 900))[..25]), Uncertain },
        { "gzip of something else", Coded("gzip", Gzip("<html>")), Uncertain },
        { "a coding nobody knows", Coded("zstd", "ok"u8.ToArray()), Uncertain },
        { "two codings", Coded("gzip, br", Gzip("ok")), Uncertain },
        { "a bomb", Coded("gzip", Gzip(new string('0', 64 * 1024 * 1024))), Uncertain },
        { "a page", RawServer.Ok("<!doctype html><title>Login</title>"), Uncertain },
        { "longer than it says", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more", Sent },
        { "another answer behind it", RawServer.Ok() + RawServer.Ok(), Sent },
        { "shorter than it says", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ncut", Uncertain },
        { "two lengths, of which the first is believed", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok cut", Sent },
        { "a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok cut", Uncertain },
        { "chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n", Sent },
        { "chunked with a trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n", Sent },
        { "chunked and cut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n5\r\ncut", Uncertain },
        { "chunked badly", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\ncut", Uncertain },
        { "until the end of the connection", "HTTP/1.0 200 OK\r\nX: cut\r\n\r\nok", Sent },
        { "until the end of the connection, too early", "HTTP/1.0 200 OK\r\nX: cut\r\n\r\no", Uncertain },
        { "100 before it", "HTTP/1.1 100 Continue\r\n\r\n" + RawServer.Ok(), Sent },
        { "103 before it", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + RawServer.Ok(), Sent },
        { "103 and nothing behind it", "HTTP/1.1 103 Early Hints\r\nX: cut\r\n\r\n", Uncertain },
        { "204", "HTTP/1.1 204 No Content\r\n\r\n", Uncertain },
        { "204 with a body", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok", Uncertain },
        { "205 with a body", "HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok", Uncertain },
        { "moved", RawServer.Status(302, "Location: /elsewhere\r\n"), Failed },
        { "moved for good", RawServer.Status(308, "Location: /elsewhere\r\n"), Failed },
        { "a status nobody knows", RawServer.Status(299), Uncertain },
        { "no status", "HTTP/1.1 OK\r\nX: cut\r\n\r\n", Uncertain },
        { "headers without an end", "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat($"X: {new string('x', 1000)}\r\n", 100)) + "cut", Uncertain },
        { "a header without a colon", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nnonsense\r\n\r\nok cut", Uncertain },
        { "HTTP/2 on a connection that was not asked for it", "\0\0\u0012\u0004\0\0\0\0\0 cut", Uncertain },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_answer_is_read_as_what_it_is_and_the_next_request_is_not_disturbed(string answer, string text, string outcome)
    {
        await using var server = new RawServer(text, RawServer.Ok());
        using var rig = new Rig
        {
            Protocol = new TestProtocol(server.Address) { Reading = Strict },
            Options = new() { Parallel = 1, Attempts = 1, Timeout = TimeSpan.FromHours(1) },
        };

        await rig.RunAsync(parcels: 3);

        Assert.True(outcome == rig.Ledger.Outcomes[0].GetType().Name, $"{answer}: {rig.Ledger.Outcomes[0]}");
        Assert.All([1L, 2L], ticket => Assert.True(rig.Ledger.Outcomes[ticket] is Outcome.Sent, $"{answer}: then {rig.Ledger.Outcomes[ticket]}"));
        Assert.Equal(["event 0", "event 1", "event 2"], server.Bodies);
    }

    private static string Coded(string coding, byte[] bytes) =>
        $"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {bytes.Length}\r\n\r\n{Encoding.Latin1.GetString(bytes)}";

    private static byte[] Gzip(string text) => Compressed(text, stream => new GZipStream(stream, CompressionLevel.SmallestSize));

    private static byte[] Zlib(string text) => Compressed(text, stream => new ZLibStream(stream, CompressionLevel.Fastest));

    private static byte[] Deflate(string text) => Compressed(text, stream => new DeflateStream(stream, CompressionLevel.Fastest));

    private static byte[] Brotli(string text) => Compressed(text, stream => new BrotliStream(stream, CompressionLevel.Fastest));

    private static byte[] Compressed(string text, Func<Stream, Stream> coding)
    {
        using var bytes = new MemoryStream();
        using (var stream = coding(bytes)) stream.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}

using System.IO.Compression;
using System.Text;
using Loader.Rehearsal;

namespace Loader.Tests.Destinations;

/// <summary>An endpoint that answers each body as a test says. What it accepts is not looked into.</summary>
internal sealed class ScriptedRules(Func<byte[], (int Status, string Body)> answer) : IEndpointRules
{
    /// <summary>A body as it was before it was compressed.</summary>
    public static byte[] Decoded(IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        if (headers.GetValueOrDefault("Content-Encoding") != "gzip") return body;
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress)) gzip.CopyTo(plain);
        return plain.ToArray();
    }

    public ulong LaneOf(in EndpointRequest request) => 0;

    public bool IsQuery(in EndpointRequest request) => false;

    public void Answer(in EndpointRequest request, EndpointAnswer to)
    {
        var coding = request.Headers.ContentEncoding.ToString();
        var (status, body) = answer(Decoded(new Dictionary<string, string> { ["Content-Encoding"] = coding }, request.Body.ToArray()));
        to.Status = status;
        var bytes = Encoding.UTF8.GetBytes(body);
        bytes.CopyTo(to.Body.GetSpan(Math.Max(1, bytes.Length)));
        to.Body.Advance(bytes.Length);
    }
}

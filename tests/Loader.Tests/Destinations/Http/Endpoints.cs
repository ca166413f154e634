using System.Text;
using Loader.Destinations.Http;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Tests.Destinations.Http;

/// <summary>Endpoints as a mapping describes them, in YAML.</summary>
internal static class Endpoints
{
    public static HttpDestination Of(string yaml, OptionContext? context = null)
    {
        var (destination, findings) = Try(yaml, context);
        Assert.False(findings.HasErrors, string.Join('\n', findings));
        return destination!;
    }

    public static (HttpDestination? Destination, FindingList Findings) Try(string yaml, OptionContext? context = null)
    {
        FindingList findings = [];
        var map = YamlReader.Read(
            yaml.Contains("url:", StringComparison.Ordinal) ? yaml : "url: https://api.example.com/in\n" + yaml, "mapping.yaml", findings);
        context = (context ?? Context()) with { Findings = findings };
        return ((HttpDestination?)new HttpKind().Configure(new("to.http", map, context, new("mapping.yaml", 1, 3))), findings);
    }

    /// <summary>An environment with one secret in it.</summary>
    public static OptionContext Context(Secrets? secrets = null) =>
        new([], name => name == "SECRET" ? "hush-hush-17" : null, secrets ?? new()) { Load = "test" };

    /// <summary>The requests that a destination makes of rows, each with its body as text. Rows share a request as far as it lets them.</summary>
    public static (string Body, Dictionary<string, string> Headers, Uri? Url) Request(HttpDestination destination, params ShapeBuilder[] rows)
    {
        var packed = rows.Select((row, i) => Pack(destination, row, FormattableString.Invariant($"row-{i + 1}"))).ToArray();
        using var buffer = new Loader.Sending.BatchBuffer(destination.Protocol.Framing);
        buffer.Write([.. packed.Select(one => (ReadOnlyMemory<byte>)one.Body)]);
        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]), RequestUri = destination.Protocol.Endpoint };
        destination.Protocol.Address(request, [.. packed.Select(one => (ReadOnlyMemory<byte>)one.Note)]);
        return (Encoding.UTF8.GetString(buffer.Body.Span), Requests.Headers(request), request.RequestUri);
    }

    public static (byte[] Body, byte[] Note, Loader.Destinations.Packed Packed) Pack(HttpDestination destination, ShapeBuilder row, string key = "row-1")
    {
        var (packing, body, note, packed) = TryPack(destination, row, key);
        Assert.True(packing is Loader.Destinations.Packing.Ready, packing.ToString());
        return (body, note, packed);
    }

    public static (Loader.Destinations.Packing Packing, byte[] Body, byte[] Note, Loader.Destinations.Packed Packed) TryPack(
        HttpDestination destination, ShapeBuilder row, string key = "row-1")
    {
        FindingList findings = [];
        var packer = destination.Bind(row.Shape, findings);
        Assert.False(findings.HasErrors, string.Join('\n', findings));
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var packing = packer!.Pack(row.Slots, Loader.Mappings.Rows.Value.Of(key), output, out var packed);
        return (packing, output.WrittenSpan[..packed.BodyLength].ToArray(), output.WrittenSpan[packed.BodyLength..].ToArray(), packed);
    }
}

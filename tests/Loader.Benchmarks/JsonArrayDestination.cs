using System.Buffers;
using System.Net.Http.Headers;
using Loader.Destinations;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sending;

namespace Loader.Benchmarks;

/// <summary>Events as they are in a JSON array, 500 a request, every 2xx an acceptance: the plainest destination there can be, to time the rest.</summary>
internal sealed class JsonArrayDestination : IDestinationKind
{
    public string Name => "json_array";

    public string Summary => "A JSON array of events to an endpoint that takes everything; for benchmarks.";

    public IDestination? Configure(Section section)
    {
        var endpoint = section.Text("endpoint", "Where to post.", required: true);
        section.Finish();
        return endpoint is null ? null : new Configured(new(endpoint));
    }

    private sealed class Configured(Uri endpoint) : IDestination, IProtocol
    {
        public string Name => "json_array";

        public IProtocol Protocol => this;

        public ReadOnlyMemory<byte>? Probe => null;

        public Uri Endpoint => endpoint;

        public Framing Framing { get; } = new("["u8.ToArray(), ","u8.ToArray(), "]"u8.ToArray(), 500, 4 << 20);

        public Isolation Isolation => Isolation.None;

        public bool IgnoresRepeats => false;

        public IPacker Bind(EventShape shape, FindingList findings) => new Packer(JsonTemplate.Of(shape.Root, shape.KeepNulls));

        public ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body) => null;

        public void AddressProbe(HttpRequestMessage request)
        {
            // There is no probe.
        }

        public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes) => request.Method = HttpMethod.Post;

        public Answer Read(
            int status, HttpResponseHeaders headers, ReadOnlySpan<byte> body, ReadOnlySpan<ReadOnlyMemory<byte>> bodies, ReadOnlySpan<ReadOnlyMemory<byte>> notes) =>
            status is >= 200 and < 300 ? Answer.Accepted.Instance : new Answer.Refused("http_" + status, "the endpoint refused it");
    }

    private sealed class Packer(JsonTemplate template) : IPacker
    {
        public Packing Pack(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output, out Packed packed)
        {
            var before = output.WrittenCount;
            template.Write(slots, output);
            packed = new(0, output.WrittenCount - before, 0);
            return Packing.Ready.Instance;
        }
    }
}

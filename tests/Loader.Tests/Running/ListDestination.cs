using System.Buffers;
using System.Text.Json;
using Loader.Destinations;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Running;

/// <summary>
/// A destination with plain rules, to see what the run makes of each answer: an event is the row's key as a JSON text, several go in one list.
/// Keys with "broken" break its contract, keys with "old" are left out.
/// </summary>
internal sealed class ListDestination(Uri endpoint) : IDestinationKind, IDestination, IPacker
{
    public static readonly FindingCode Broken = new("LIST01", Severity.Error, "a key that must not leave", "");

    private TestProtocol? protocol;

    public int EventsPerRequest { get; init; } = 1;

    public Isolation Isolation { get; init; }

    public bool IgnoresRepeats { get; init; }

    public TimeSpan? RepeatWindow { get; init; }

    public IReadOnlyDictionary<string, string> ArrivalSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Func<Received, Answer?>? Reading { get; init; }

    public string Name => "list";

    public string Summary => "for tests";

    public IProtocol Protocol => protocol ??= new(endpoint)
    {
        Framing = TestProtocol.Lists(EventsPerRequest),
        Isolation = Isolation,
        IgnoresRepeats = IgnoresRepeats,
        RepeatWindow = RepeatWindow,
        Reading = Reading,
    };

    public ReadOnlyMemory<byte>? Probe => null;

    public IDestination? Configure(Section section)
    {
        section.Finish();
        return this;
    }

    public string? EventIdOf(ReadOnlySpan<byte> body) => "id-of-" + JsonSerializer.Deserialize<string>(body);

    public IPacker? Bind(EventShape shape, FindingList findings) => this;

    public ProbeRefusal? ReadProbe(int status, ReadOnlySpan<byte> body) => null;

    public void AddressProbe(HttpRequestMessage request)
    {
    }

    public Packing Pack(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output, out Packed packed)
    {
        packed = default;
        var text = key.Text;
        if (text.Contains("broken", StringComparison.Ordinal)) return new Packing.Broken(new(Broken, "this key must not leave", Hint: "take another"), "id");
        if (text.Contains("old", StringComparison.Ordinal)) return new Packing.Skipped("too_old");
        var body = JsonSerializer.SerializeToUtf8Bytes(text);
        output.Write(body);
        packed = new(0, body.Length, 0);
        return Packing.Ready.Instance;
    }
}

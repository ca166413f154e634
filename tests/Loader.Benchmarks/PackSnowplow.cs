using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Loader.Destinations;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Benchmarks;

/// <summary>How many events of a POST one core packs in a second: structured events, and self-describing ones as base64.</summary>
internal static class PackSnowplow
{
    private const int Events = 2_000_000;
    private static readonly Place Nowhere = Place.Of("benchmark");

    public static void Run()
    {
        Measure("struct_event", [.. Common("struct_event"), Constant("category", "shop"), Slot("action", 3), Slot("label", 4), Slot("value", 5)]);
        Measure(
            "self_describing",
            [
                .. Common("self_describing"), Constant("schema", "iglu:com.example/purchase/jsonschema/1-0-0"),
                new("data", new ShapeObject([Slot("order_id", 3), Slot("coupon", 4), Slot("total$flt", 5), Slot("bought$tm", 6)], Nowhere), Nowhere),
            ]);
    }

    private static ShapeMember[] Common(string type) =>
        [Constant("type", type), Slot("timestamp", 0), Slot("user_id", 1), Slot("session_id", 2), Constant("app_id", "shop"), Constant("platform", "web"), Constant("namespace", "backfill")];

    private static ShapeMember Constant(string name, string text) => new(name, new ShapeConstant(Value.Of(text), Nowhere), Nowhere);

    private static ShapeMember Slot(string name, int index) => new(name, new ShapeSlot(index, null, name, Nowhere), Nowhere);

    private static void Measure(string name, ShapeMember[] members)
    {
        var findings = new FindingList();
        var settings = new YamlMap([new("endpoint", new YamlScalar("https://c.example.com", Quoted: false, Nowhere), Nowhere)], Nowhere);
        IDestination destination = new SnowplowKind().Configure(new("to.snowplow", settings, new(findings, _ => null, new()), Nowhere))!;
        var packer = destination.Bind(new(new(members, Nowhere), 7), findings) ?? throw new InvalidOperationException(string.Join('\n', findings));
        Value[] slots =
        [
            Value.OfTime(1_368_725_287, 0), Value.Of("customer.48213"), Value.Of("0b2f1f3e-6f2b-4b0e-9a57-0a2d7d0a3b55"), Value.Of("A0000017"), Value.Of("SPRING26"),
            Value.Of(149.90m), Value.Of(1_368_725_287),
        ];
        var key = "order-00000000"u8.ToArray();
        var output = new ArrayBufferWriter<byte>(1 << 20);
        Pack(packer, slots, key, output, Events / 10);

        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = Pack(packer, slots, key, output, Events);
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {Events / seconds:N0} events/s on one core, {bytes / Events} bytes each, {(GC.GetAllocatedBytesForCurrentThread() - before) / (double)Events:0.##} bytes allocated each"));
    }

    private static long Pack(IPacker packer, Value[] slots, byte[] key, ArrayBufferWriter<byte> output, int events)
    {
        var bytes = 0L;
        for (var i = 0; i < events; i++)
        {
            if (output.WrittenCount > 500_000) output.ResetWrittenCount();
            i.TryFormat(key.AsSpan(6), out _, "D8", CultureInfo.InvariantCulture);
            if (packer.Pack(slots, Value.OfUtf8(key, 0, key.Length), output, out var packed) is not Packing.Ready) throw new InvalidOperationException("an event was not packed");
            bytes += packed.BodyLength;
        }

        return bytes;
    }
}

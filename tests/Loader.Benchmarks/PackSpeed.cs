using System.Buffers;
using System.Globalization;
using Loader.Destinations;
using Loader.Destinations.Ga4;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;

namespace Loader.Benchmarks;

/// <summary>How many events one core checks and packs in a second of its time, on one thread.</summary>
internal static class PackSpeed
{
    private const int Events = 2_000_000;
    private static readonly Place Nowhere = Place.Of("benchmark");

    /// <summary>Structured events of a POST, and self-describing ones as base64.</summary>
    public static void Snowplow()
    {
        Value[] slots =
        [
            Value.OfTime(1_368_725_287, 0), Value.Of("customer.48213"), Value.Of("0b2f1f3e-6f2b-4b0e-9a57-0a2d7d0a3b55"), Value.Of("A0000017"), Value.Of("SPRING26"),
            Value.Of(149.90m), Value.Of(1_368_725_287),
        ];
        ShapeMember[] Common(string type) =>
        [
            Constant("type", type), Slot("timestamp", 0), Slot("user_id", 1), Slot("session_id", 2), Constant("app_id", "shop"), Constant("platform", "web"),
            Constant("namespace", "backfill"),
        ];
        var kind = new SnowplowKind();
        Measure(
            "struct_event",
            kind,
            [("endpoint", "https://c.example.com")],
            slots,
            [.. Common("struct_event"), Constant("category", "shop"), Slot("action", 3), Slot("label", 4), Slot("value", 5)]);
        Measure(
            "self_describing",
            kind,
            [("endpoint", "https://c.example.com")],
            slots,
            [
                .. Common("self_describing"), Constant("schema", "iglu:com.example/purchase/jsonschema/1-0-0"),
                new("data", Object(Slot("order_id", 3), Slot("coupon", 4), Slot("total$flt", 5), Slot("bought$tm", 6)), Nowhere),
            ]);
    }

    /// <summary>Purchases with one item, and the envelope of each.</summary>
    public static void Ga4()
    {
        Value[] slots =
        [
            Value.OfTime(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3_600, 0), Value.Of("1234567890.1700000000"), Value.Of("A0000017"), Value.Of(149.90m), Value.Of("SPRING26"),
            Value.Of("SKU-7"), Value.Of(2), Value.Of("gold"),
        ];
        var item = Object(Slot("item_id", 5), Slot("price", 3), Slot("quantity", 6));
        var parameters = Object(
            Slot("transaction_id", 2), Slot("value", 3), Constant("currency", "EUR"), Slot("coupon", 4), new("items", new ShapeList([item], Nowhere), Nowhere));
        Measure(
            "purchase",
            new Ga4Kind(),
            [("measurement_id", "G-ABC1234567"), ("api_secret", "s")],
            slots,
            [
                Constant("name", "purchase"), Slot("timestamp", 0), Slot("client_id", 1), new("params", parameters, Nowhere),
                new("user_properties", Object(Slot("tier", 7)), Nowhere),
            ]);
    }

    private static ShapeMember Constant(string name, string text) => new(name, new ShapeConstant(Value.Of(text), Nowhere), Nowhere);

    private static ShapeMember Slot(string name, int index) => new(name, new ShapeSlot(index, null, name, Nowhere), Nowhere);

    private static ShapeObject Object(params ShapeMember[] members) => new(members, Nowhere);

    private static void Measure(string name, IDestinationKind kind, (string Name, string Text)[] settings, Value[] slots, ShapeMember[] members)
    {
        var findings = new FindingList();
        var map = new YamlMap(
            [.. settings.Select(setting => new YamlEntry(setting.Name, new YamlScalar(setting.Text, Quoted: false, Nowhere), Nowhere))],
            Nowhere);
        var destination = kind.Configure(new("to." + kind.Name, map, new(findings, _ => null, new()), Nowhere));
        var packer = destination?.Bind(new(new(members, Nowhere), slots.Length), findings) ?? throw new InvalidOperationException(string.Join('\n', findings));
        var key = "order-00000000"u8.ToArray();
        var output = new ArrayBufferWriter<byte>(1 << 20);
        Pack(packer, slots, key, output, Events / 10);

        var (used, before) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        var bytes = Pack(packer, slots, key, output, Events);
        var seconds = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {Events / seconds:N0} events in a second of processor time, {bytes / Events} bytes each, {(GC.GetAllocatedBytesForCurrentThread() - before) / (double)Events:0.##} bytes allocated each"));
    }

    private static long Pack(IPacker packer, Value[] slots, byte[] key, ArrayBufferWriter<byte> output, int events)
    {
        var bytes = 0L;
        for (var i = 0; i < events; i++)
        {
            if (output.WrittenCount > 500_000) output.ResetWrittenCount();
            i.TryFormat(key.AsSpan(6), out _, "D8", CultureInfo.InvariantCulture);
            if (packer.Pack(slots, Value.OfUtf8(key, 0, key.Length), output, out var packed) is not Packing.Ready)
                throw new InvalidOperationException("an event was not packed");
            bytes += packed.BodyLength + packed.NoteLength;
        }

        return bytes;
    }
}

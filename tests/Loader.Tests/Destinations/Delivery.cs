using Loader.Destinations;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Destinations;

/// <summary>Packed events on their way to an endpoint by the real sender: one request at a time, waits over at once.</summary>
internal static class Delivery
{
    public static readonly SendOptions OneAtATime = new() { Parallel = 1, Timeout = TimeSpan.FromHours(1) };

    public static Parcel Parcel(int ticket, byte[] body, byte[] note, in Packed packed) => new(ticket, packed.Lane, body, note, packed.Once);

    /// <summary>Packs an event that keeps its contract.</summary>
    public static Parcel Parcel(int ticket, IPacker packer, ShapeBuilder row)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var packing = packer.Pack(row.Slots, Loader.Mappings.Rows.Value.Of(FormattableString.Invariant($"row-{ticket}")), output, out var packed);
        Assert.IsType<Packing.Ready>(packing);
        return Parcel(ticket, output.WrittenSpan[..packed.BodyLength].ToArray(), output.WrittenSpan[packed.BodyLength..].ToArray(), packed);
    }

    public static async Task<(TestLedger Ledger, SendingResult Result)> SendAsync(
        IProtocol protocol, IEnumerable<Parcel> parcels, SendOptions? options = null, int perChunk = 2_000)
    {
        using var rig = new Rig { Protocol = protocol, Options = options ?? OneAtATime };
        var result = await rig.RunAsync(parcels.Chunk(perChunk).Select(few => new TestChunk(few)));
        return (rig.Ledger, result);
    }
}

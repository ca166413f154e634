using System.Text;
using Loader.Sending;

namespace Loader.Tests.Sending;

internal sealed class TestChunk : ParcelChunk
{
    private readonly Parcel[] parcels;

    public TestChunk(IEnumerable<Parcel> parcels)
    {
        this.parcels = [.. parcels];
        Begin(this.parcels.Length);
    }

    public int TimesReleased { get; private set; }

    // A released chunk's bytes may be anybody's: reading them afterwards is a fault.
    public override ReadOnlySpan<Parcel> Parcels => TimesReleased == 0 ? parcels : throw new ObjectDisposedException(nameof(TestChunk));

    /// <summary>Parcels with the tickets 0, 1, 2 …, whose body is the ticket in words.</summary>
    public static IEnumerable<TestChunk> Many(int parcels, Func<int, ulong>? lane = null, int perChunk = 16, Func<int, string>? body = null) =>
        Enumerable.Range(0, parcels)
            .Select(i => new Parcel(i, lane?.Invoke(i) ?? 0, Encoding.UTF8.GetBytes(body?.Invoke(i) ?? $"event {i}"), Encoding.UTF8.GetBytes($"note {i}")))
            .Chunk(perChunk)
            .Select(chunk => new TestChunk(chunk));

    protected override void Release() => TimesReleased++;
}

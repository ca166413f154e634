namespace Loader.Parquet.Encodings;

/// <summary>DELTA_BINARY_PACKED for INT32: the same sums, of which the lower 32 bits count.</summary>
internal sealed class DeltaInt32Decoder(ArraySegment<byte> bytes) : ValueDecoder<int>
{
    private readonly DeltaReader deltas = new(bytes);

    public override void Read(Span<int> values)
    {
        Span<long> part = stackalloc long[256];
        while (values.Length > 0)
        {
            if (values.Length < part.Length) part = part[..values.Length];
            deltas.Read(part);
            for (var i = 0; i < part.Length; i++) values[i] = unchecked((int)part[i]);
            values = values[part.Length..];
        }
    }
}

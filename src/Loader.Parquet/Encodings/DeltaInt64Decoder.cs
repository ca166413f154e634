namespace Loader.Parquet.Encodings;

/// <summary>DELTA_BINARY_PACKED for INT64.</summary>
internal sealed class DeltaInt64Decoder(ArraySegment<byte> bytes) : ValueDecoder<long>
{
    private readonly DeltaReader deltas = new(bytes);

    public override void Read(Span<long> values) => deltas.Read(values);
}

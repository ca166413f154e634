namespace Loader.Parquet.Encodings;

/// <summary>DELTA_LENGTH_BYTE_ARRAY: all lengths as deltas, then all bytes.</summary>
internal sealed class DeltaLengthBytesDecoder : BytesDecoder
{
    private readonly ArraySegment<byte> bytes;
    private readonly DeltaReader lengths;
    private int position;

    /// <param name="bytes">The lengths and the bytes.</param>
    /// <param name="count">Number of values. The bytes begin where exactly that many lengths end.</param>
    public DeltaLengthBytesDecoder(ArraySegment<byte> bytes, int count)
    {
        lengths = new DeltaReader(bytes);
        if (lengths.Count != count) throw ParquetException.Damaged($"{lengths.Count} lengths for {count} values");
        this.bytes = bytes;
        position = lengths.FindEnd() - bytes.Offset;
        BytesPerValue = (bytes.Count - position) / Math.Max(1, count);
    }

    public override long BytesPerValue { get; }

    public override void Read(BytesBuilder target, int at, int count)
    {
        Span<long> part = stackalloc long[256];
        while (count > 0)
        {
            if (count < part.Length) part = part[..count];
            lengths.Read(part);
            long total = 0;
            foreach (var length in part)
            {
                // INT32 arithmetic: a writer may let the differences wrap.
                var wrapped = unchecked((int)length);
                if (wrapped < 0) throw ParquetException.Damaged($"a value of {wrapped} bytes");
                total += wrapped;
            }

            if (total > bytes.Count - position)
                throw ParquetException.Damaged($"values of {total} bytes, {bytes.Count - position} are left in their page");
            bytes.AsSpan(position, (int)total).CopyTo(target.Reserve(total, out var start));
            position += (int)total;
            for (var i = 0; i < part.Length; i++)
            {
                var length = unchecked((int)part[i]);
                (target.Starts[at + i], target.Lengths[at + i]) = (start, length);
                start += length;
            }

            at += part.Length;
            count -= part.Length;
        }
    }
}

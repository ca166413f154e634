using System.Buffers.Binary;
using Loader.Parquet.Sources;

namespace Loader.Parquet.Metadata;

/// <summary>Finds and reads the description at the end of a file.</summary>
/// <param name="Metadata">What it says.</param>
/// <param name="Offset">Where in the file it begins, which is where the data ends.</param>
internal sealed record Footer(FileMetadata Metadata, long Offset)
{
    private const int TailBytes = 8;
    private const int SmallestFile = 12;

    // One read for the tail and, with most files, the whole footer.
    private const int FirstRead = 64 << 10;

    public static async ValueTask<Footer> ReadAsync(IByteSource source, ParquetLimits limits, CancellationToken stop)
    {
        var length = source.Length;
        if (length < SmallestFile) throw ParquetException.Damaged($"{length} bytes are no Parquet file; the smallest has {SmallestFile}");

        var tail = new byte[(int)Math.Min(length, FirstRead)];
        await ReadExactlyAsync(source, length - tail.Length, tail, stop);
        var size = SizeOf(tail.AsSpan(tail.Length - TailBytes));
        if (size > length - SmallestFile) throw ParquetException.Damaged($"a footer of {size} bytes in a file of {length}");
        if (size > limits.FooterBytes)
            throw ParquetException.OverLimit($"a footer of {size} bytes; the limit is {limits.FooterBytes} (FooterBytes)");

        var offset = length - TailBytes - size;
        var footer = new ReadOnlyMemory<byte>(tail);
        if (size + TailBytes > tail.Length)
        {
            var whole = new byte[(int)size];
            await ReadExactlyAsync(source, offset, whole, stop);
            footer = whole;
        }
        else footer = footer.Slice(tail.Length - TailBytes - (int)size, (int)size);

        try
        {
            return new Footer(FileMetadata.Read(footer.Span), offset);
        }
        catch (ParquetException e)
        {
            throw e.At(new ParquetPlace(source.Name, Offset: offset));
        }
    }

    private static uint SizeOf(ReadOnlySpan<byte> tail)
    {
        var magic = tail[4..];
        if (magic.SequenceEqual("PARE"u8)) throw ParquetException.Unsupported("the footer is encrypted (magic PARE); encrypted files are not supported");
        if (!magic.SequenceEqual("PAR1"u8)) throw ParquetException.Damaged("not a Parquet file: it does not end with PAR1");
        return BinaryPrimitives.ReadUInt32LittleEndian(tail);
    }

    private static async ValueTask ReadExactlyAsync(IByteSource source, long offset, Memory<byte> buffer, CancellationToken stop)
    {
        if (await source.ReadAsync(offset, buffer, stop) < buffer.Length)
            throw ParquetException.Damaged("the file became shorter while it was read");
    }
}

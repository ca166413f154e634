using System.Buffers;
using System.IO.Compression;

namespace Loader.Sources.Bytes;

/// <summary>The content of brotli. Cut, damaged or followed by something else is an <see cref="InvalidDataException"/>.</summary>
internal sealed class BrotliContent(Stream source) : InputStream
{
    private readonly byte[] packed = new byte[64 * 1024];
    private BrotliDecoder decoder;
    private int start;
    private int end;
    private bool isDone;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && !isDone)
        {
            var status = decoder.Decompress(packed.AsSpan(start, end - start), buffer.Span, out var used, out var written);
            start += used;
            if (status == OperationStatus.InvalidData) throw new InvalidDataException("brotli: its content is damaged");
            isDone = status == OperationStatus.Done;
            if (isDone && (start < end || await source.ReadAsync(packed, cancellationToken) > 0))
                throw new InvalidDataException("brotli: something follows its content");
            if (written > 0) return written;
            if (status != OperationStatus.NeedMoreData) continue;
            packed.AsSpan(start, end - start).CopyTo(packed);
            (start, end) = (0, end - start);
            var read = await source.ReadAsync(packed.AsMemory(end), cancellationToken);
            if (read == 0) throw new InvalidDataException("brotli: it ends in the middle of its content");
            end += read;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decoder.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}

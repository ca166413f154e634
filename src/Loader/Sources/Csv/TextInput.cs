using System.Buffers;
using Loader.Sources.Bytes;

namespace Loader.Sources.Csv;

/// <summary>The text of an input as UTF-8, from its beginning without the byte order mark. One reader at a time.</summary>
internal sealed class TextInput : IAsyncDisposable
{
    private const int RawBytes = 64 * 1024;
    private readonly Content content;
    private readonly ITranscoder? transcoder;
    private byte[]? raw;
    private int rawStart;
    private int rawEnd;
    private int markLeft;

    /// <param name="content">The bytes; the text has them from now on.</param>
    /// <param name="markLength">How long the byte order mark is.</param>
    public TextInput(Content content, TextEncoding encoding, int markLength)
    {
        this.content = content;
        markLeft = markLength;
        transcoder = encoding.Transcoder?.Invoke();
        if (transcoder is not null || markLength > 0) raw = ArrayPool<byte>.Shared.Rent(RawBytes);
    }

    /// <summary>Whether <see cref="Position"/> counts the same bytes as those that <see cref="FillAsync"/> gave.</summary>
    public bool IsExact => transcoder is null && content.IsPlain;

    /// <summary>How many bytes of the input are used up.</summary>
    public long Position => content.IsPlain ? content.Position - (rawEnd - rawStart) : content.Position;

    /// <summary>Whether everything has been given.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Fills the buffer as far as the text goes; less than its length only at the end or when no further character fits.</summary>
    public async ValueTask<int> FillAsync(Memory<byte> destination, CancellationToken stop)
    {
        if (markLeft > 0) await DropMarkAsync(stop);
        var filled = 0;
        while (!AtEnd && filled < destination.Length)
        {
            if (transcoder is null)
            {
                filled += await content.ReadAsync(destination[filled..], stop);
                AtEnd = content.IsUsedUp;
                if (content.HasFailed) break;
                continue;
            }

            var (more, stuck) = await TranscodeAsync(destination[filled..], stop);
            filled += more;
            if (stuck || content.HasFailed) break;
        }

        return filled;
    }

    public async ValueTask DisposeAsync()
    {
        if (raw is not null) ArrayPool<byte>.Shared.Return(raw);
        raw = null;
        await content.DisposeAsync();
    }

    private async ValueTask DropMarkAsync(CancellationToken stop)
    {
        await content.ReadAsync(raw.AsMemory(0, markLeft), stop);
        markLeft = 0;
        AtEnd = transcoder is null && content.IsUsedUp;
    }

    private async ValueTask<(int Written, bool Stuck)> TranscodeAsync(Memory<byte> destination, CancellationToken stop)
    {
        raw.AsSpan(rawStart, rawEnd - rawStart).CopyTo(raw);
        rawEnd -= rawStart;
        rawStart = 0;
        var room = rawEnd < raw!.Length;
        var read = await content.ReadAsync(raw.AsMemory(rawEnd), stop);
        rawEnd += read;
        var isEnd = content.IsUsedUp || (read == 0 && room);
        transcoder!.Convert(raw.AsSpan(0, rawEnd), destination.Span, isEnd, out var used, out var written);
        rawStart = used;
        AtEnd = isEnd && rawStart == rawEnd;
        return (written, written == 0 && !AtEnd);
    }
}

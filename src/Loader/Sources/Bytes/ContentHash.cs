using System.Security.Cryptography;

namespace Loader.Sources.Bytes;

/// <summary>A hash over all bytes that a source has read, one input after the other, and how many they are. One writer; anybody may ask.</summary>
internal sealed class ContentHash : IDisposable
{
    /// <summary>Stands behind the hash of content whose last row has no end yet: more bytes would change that row.</summary>
    private const char Unfinished = '-';

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Lock turn = new();
    private long bytes;
    private byte last;
    private bool isWhole;

    /// <summary>What has been read by now.</summary>
    /// <param name="hasRowEnds">Whether the bytes are text, so that a missing line break at the end says something.</param>
    public ContentMark Mark(bool hasRowEnds)
    {
        lock (turn)
        {
            var isOpen = hasRowEnds && isWhole && bytes > 0 && last is not ((byte)'\n' or (byte)'\r');
            return new(bytes, Convert.ToHexStringLower(hash.GetCurrentHash()) + (isOpen ? Unfinished : ""));
        }
    }

    public void Add(ReadOnlySpan<byte> read)
    {
        if (read.IsEmpty) return;
        lock (turn)
        {
            hash.AppendData(read);
            bytes += read.Length;
            last = read[^1];
            isWhole = false;
        }
    }

    /// <summary>The input at hand has been read to its end.</summary>
    public void End()
    {
        lock (turn) isWhole = true;
    }

    /// <summary>Whether inputs, one after the other, begin with what was read when the mark was made. Reads those bytes.</summary>
    public static async ValueTask<bool> BeginsAsync(IEnumerable<Func<ValueTask<IInput?>>> inputs, ContentMark mark, CancellationToken stop)
    {
        using var hash = new ContentHash();
        var buffer = new byte[256 * 1024];
        var left = mark.Bytes;
        var (goesOn, hasZeros) = (false, false);
        foreach (var open in inputs)
        {
            if (await open() is not { } input) return false;
            await using (input)
            {
                await using var stream = input.Look();
                var isEnd = false;
                while (left > 0 && !isEnd)
                {
                    var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), stop);
                    isEnd = read == 0;
                    hash.Add(buffer.AsSpan(0, read));
                    hasZeros |= buffer.AsSpan(0, read).Contains((byte)0);
                    left -= read;
                }

                // A line break ends the row as it is. Where bytes are no characters by themselves (UTF-16, compressed), one of its value says nothing.
                goesOn = left == 0
                    && !isEnd
                    && await stream.ReadAsync(buffer.AsMemory(0, 1), stop) > 0
                    && (hasZeros || buffer[0] is not ((byte)'\n' or (byte)'\r'));
            }

            if (left == 0) break;
        }

        if (left > 0) return false;
        var same = mark.Hash.TrimEnd(Unfinished);
        return hash.Mark(hasRowEnds: false).Hash == same && (same.Length == mark.Hash.Length || !goesOn);
    }

    public void Dispose() => hash.Dispose();
}

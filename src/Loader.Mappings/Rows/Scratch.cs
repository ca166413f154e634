namespace Loader.Mappings.Rows;

/// <summary>
/// Memory for the texts that an evaluation makes. Taking costs an addition; everything is given back at once by
/// <see cref="Reset"/>, after which every value made from it is void. One owner, one thread.
/// </summary>
public sealed class Scratch
{
    private byte[] buffer = new byte[4096];
    private int used;

    /// <summary>
    /// Room for at most <paramref name="most"/> bytes. Write into the span, then call <see cref="Text"/> with the number of
    /// bytes written, before anything else takes room.
    /// </summary>
    public Span<byte> Take(int most)
    {
        if (most > buffer.Length - used)
        {
            // Values made before keep the old buffer alive; nothing moves under them.
            buffer = new byte[Math.Max(most, Math.Min(buffer.Length * 2, 1 << 20))];
            used = 0;
        }

        return buffer.AsSpan(used, most);
    }

    /// <summary>The text of the first <paramref name="length"/> bytes of the span that was taken last.</summary>
    public Value Text(int length)
    {
        var text = Value.OfUtf8(buffer, used, length);
        used += length;
        return text;
    }

    /// <summary>The first <paramref name="length"/> bytes of the span that was taken last, as a bytes value.</summary>
    public Value Bytes(int length)
    {
        var bytes = Value.OfBytes(buffer, used, length);
        used += length;
        return bytes;
    }

    /// <summary>A text copied in.</summary>
    public Value Copy(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Take(utf8.Length));
        return Text(utf8.Length);
    }

    public void Reset() => used = 0;
}

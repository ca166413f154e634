namespace Loader.Parquet.Compression.Zstd;

/// <summary><see cref="XxHash64"/> over content that comes in pieces.</summary>
internal sealed class RunningXxHash64
{
    private readonly byte[] tail = new byte[XxHash64.StripeBytes];
    private XxHash64.Lanes lanes = XxHash64.Lanes.Start;
    private int tailLength;
    private ulong length;

    public ulong Value => XxHash64.End(lanes, length, tail.AsSpan(0, tailLength));

    public void Reset() => (lanes, tailLength, length) = (XxHash64.Lanes.Start, 0, 0);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        length += (ulong)bytes.Length;
        if (tailLength > 0)
        {
            var taken = Math.Min(bytes.Length, tail.Length - tailLength);
            bytes[..taken].CopyTo(tail.AsSpan(tailLength));
            tailLength += taken;
            bytes = bytes[taken..];
            if (tailLength < tail.Length) return;
            lanes = lanes.After(tail);
        }

        lanes = lanes.After(bytes);
        var rest = bytes[(bytes.Length & ~(XxHash64.StripeBytes - 1))..];
        rest.CopyTo(tail);
        tailLength = rest.Length;
    }
}

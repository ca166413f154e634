using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Loader.Parquet.Compression;

/// <summary>The two copies that all Lempel-Ziv formats consist of. The caller has checked that source and target have the bytes.</summary>
internal static class LzCopy
{
    /// <summary>Copies <paramref name="length"/> bytes from one buffer to the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Literals(ReadOnlySpan<byte> source, int from, Span<byte> target, int to, int length)
    {
        // Most stretches are short. Where both sides have room, 16 bytes in one go and the surplus overwritten later is the fastest.
        if (length <= 16 && from + 16 <= source.Length && to + 16 <= target.Length)
            MemoryMarshal.Write(target[to..], MemoryMarshal.Read<Vector128<byte>>(source[from..]));
        else source.Slice(from, length).CopyTo(target[to..]);
    }

    /// <summary>Repeats bytes that lie <paramref name="offset"/> before <paramref name="to"/>; the stretches may overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Match(Span<byte> target, int to, int offset, int length)
    {
        if (offset >= 16 && to + length + 16 <= target.Length)
        {
            for (var done = 0; done < length; done += 16)
                MemoryMarshal.Write(target[(to + done)..], MemoryMarshal.Read<Vector128<byte>>(target[(to + done - offset)..]));
        }
        else MatchSlowly(target, to, offset, length);
    }

    private static void MatchSlowly(Span<byte> target, int to, int offset, int length)
    {
        if (offset == 1)
        {
            target.Slice(to, length).Fill(target[to - 1]);
            return;
        }

        // Every copy doubles the stretch that can be copied next.
        var from = to - offset;
        while (length > 0)
        {
            var part = Math.Min(length, to - from);
            target.Slice(from, part).CopyTo(target[to..]);
            to += part;
            length -= part;
        }
    }
}

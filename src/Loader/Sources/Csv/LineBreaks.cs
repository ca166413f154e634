using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Loader.Sources.Csv;

/// <summary>Counts lines as editors do: LF, CR and CR LF each end one.</summary>
internal static class LineBreaks
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    /// <summary>How many lines end in the text. A CR at its very end counts, so a text must not be cut between CR and LF.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        var feeds = text.Count(Lf);
        return text.Contains(Cr) ? feeds + LoneReturns(text) : feeds;
    }

    /// <summary>The offset after the first line break, or -1. A CR at the very end is no answer yet: an LF may follow.</summary>
    public static int AfterFirst(ReadOnlySpan<byte> text, bool isEnd)
    {
        var at = text.IndexOfAny(Cr, Lf);
        if (at < 0) return -1;
        if (text[at] == Lf) return at + 1;
        if (at + 1 == text.Length) return isEnd ? at + 1 : -1;
        return text[at + 1] == Lf ? at + 2 : at + 1;
    }

    private static int LoneReturns(ReadOnlySpan<byte> text)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var count = 0;
        var i = 0;
        for (; i + 1 + Vector256<byte>.Count <= text.Length; i += Vector256<byte>.Count)
        {
            var returns = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.Create(Cr));
            var feedsNext = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i + 1), Vector256.Create(Lf));
            count += BitOperations.PopCount(Vector256.AndNot(returns, feedsNext).ExtractMostSignificantBits());
        }

        for (; i < text.Length; i++)
        {
            if (text[i] == Cr && (i + 1 == text.Length || text[i + 1] != Lf)) count++;
        }

        return count;
    }
}

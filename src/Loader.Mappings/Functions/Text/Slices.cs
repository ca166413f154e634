using System.Diagnostics;
using System.Runtime.InteropServices;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>Parts of a text over the same buffer, and characters counted: a character is a Unicode code point.</summary>
internal static class Slices
{
    /// <summary>A part by bytes. Nothing is copied.</summary>
    public static Value Of(in Value text, int offset, int length)
    {
        var isArray = MemoryMarshal.TryGetArray(text.Utf8Memory, out var segment);
        Debug.Assert(isArray);
        return Value.OfUtf8(segment.Array!, segment.Offset + offset, length);
    }

    public static int Characters(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var unit in utf8)
        {
            if (Begins(unit)) count++;
        }

        return count;
    }

    /// <summary>Where the character of that number begins; the text's length when there are not so many.</summary>
    public static int Offset(ReadOnlySpan<byte> utf8, long characters)
    {
        for (var i = 0; i < utf8.Length; i++)
        {
            if (Begins(utf8[i]) && characters-- <= 0) return i;
        }

        return utf8.Length;
    }

    private static bool Begins(byte unit) => (unit & 0xC0) != 0x80;
}
